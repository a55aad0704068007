BEGIN TRANSACTION;
CREATE TABLE access (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cluster INTEGER, 
	share INTEGER, 
	person INTEGER, 
	name VARCHAR(60), 
	what VARCHAR(20) NOT NULL, 
	question VARCHAR(32), 
	at DATETIME NOT NULL, 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY(share) REFERENCES share (id), 
	FOREIGN KEY(person) REFERENCES person (id)
);
INSERT INTO "access" VALUES(1,3,1,2,'Nord – „ß“ assessor','opened','strategy-documentation','2026-04-07 09:00:00.000000');
INSERT INTO "access" VALUES(2,1,2,1,'peer assessor','opened','strategy-documentation','2026-04-07 09:00:00.000000');
INSERT INTO "access" VALUES(3,NULL,NULL,1,NULL,'wrong-code',NULL,'2026-04-07 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE answer (
	id INTEGER NOT NULL, 
	session INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	value VARCHAR, 
	seen INTEGER, 
	estimate BOOLEAN NOT NULL, 
	documented VARCHAR(10), 
	document VARCHAR, 
	mark VARCHAR, 
	note VARCHAR, 
	note_shared BOOLEAN NOT NULL, 
	"by" INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_answer_session_revision_question UNIQUE (session, revision, question), 
	CONSTRAINT ck_answer_documented CHECK (documented IN ('yes', 'partly', 'no')), 
	FOREIGN KEY(session) REFERENCES session (id), 
	FOREIGN KEY("by") REFERENCES person (id)
);
INSERT INTO "answer" VALUES(1,1,1,'organisation-name','{"text":"Beispielcluster – ß, ü und „Zeichen“; ''quoted''"}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:00:00.000000');
INSERT INTO "answer" VALUES(2,1,2,'country','{"choice":"de"}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:01:00.000000');
INSERT INTO "answer" VALUES(3,1,3,'founded','{"month":"2016-05"}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:02:00.000000');
INSERT INTO "answer" VALUES(4,1,4,'committed-participants','{"counts":{"sme":60,"research":8},"done":false}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:03:00.000000');
INSERT INTO "answer" VALUES(5,1,5,'committed-participants','{"counts":{"sme":61,"research":8},"done":true}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:04:00.000000');
INSERT INTO "answer" VALUES(6,1,6,'management-fte','{"number":"2.50"}',NULL,1,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:05:00.000000');
INSERT INTO "answer" VALUES(7,1,7,'strategy-documentation','{"points":4}',4,0,'yes',NULL,NULL,NULL,0,1,'2026-04-07 09:06:00.000000');
INSERT INTO "answer" VALUES(8,1,8,'strategy-building','{"points":0}',NULL,0,NULL,NULL,NULL,'ask the board
in May',0,1,'2026-04-07 09:07:00.000000');
INSERT INTO "answer" VALUES(9,1,9,'role-clarity','{"points":3}',NULL,0,'partly',NULL,NULL,'shared',1,1,'2026-04-07 09:08:00.000000');
INSERT INTO "answer" VALUES(10,1,10,'staff-stability','{"ratio":["3","4.5"]}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:09:00.000000');
INSERT INTO "answer" VALUES(11,1,11,'cluster-communication','{"checklist":["a","b"],"done":false}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 09:10:00.000000');
INSERT INTO "answer" VALUES(12,1,12,'direct-contacts',NULL,NULL,0,NULL,NULL,'{"skipped":true}',NULL,0,1,'2026-04-07 09:11:00.000000');
INSERT INTO "answer" VALUES(13,1,13,'participant-number',NULL,3,0,'no',NULL,NULL,NULL,0,1,'2026-04-07 09:12:00.000000');
INSERT INTO "answer" VALUES(14,1,14,'strategy-documentation','{"points":4}',4,0,'yes','{"title":"Strategie 2025","date":"2025-03","place":"Laufwerk S"}',NULL,NULL,0,1,'2026-04-07 09:13:00.000000');
INSERT INTO "answer" VALUES(15,2,1,'organisation-name','{"text":"Beispielcluster – ß, ü und „Zeichen“; ''quoted''"}',NULL,0,NULL,NULL,NULL,NULL,0,1,'2026-04-07 10:00:00.000000');
INSERT INTO "answer" VALUES(16,4,1,'strategy-documentation','{"points":2}',2,0,'partly',NULL,NULL,NULL,0,1,'2026-04-07 09:00:00.000000');
INSERT INTO "answer" VALUES(17,6,1,'strategy-documentation','{"points":1}',1,0,'no',NULL,NULL,NULL,0,1,'2026-04-07 09:00:00.000000');
INSERT INTO "answer" VALUES(18,7,1,'strategy-documentation','{"points":1}',1,0,'no',NULL,NULL,NULL,0,2,'2026-04-07 09:00:00.000000');
CREATE TABLE chat (
	bot BIGINT NOT NULL, 
	chat BIGINT NOT NULL, 
	card BIGINT, 
	edited_at DATETIME, 
	blocked BOOLEAN NOT NULL, 
	told BOOLEAN NOT NULL, 
	clearing BOOLEAN NOT NULL, 
	PRIMARY KEY (bot, chat)
);
CREATE TABLE cluster (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(120), 
	created_at DATETIME NOT NULL
);
INSERT INTO "cluster" VALUES(1,'Erster','2026-04-07 09:00:00.000000');
INSERT INTO "cluster" VALUES(2,'Zweiter','2026-04-07 09:00:00.000000');
INSERT INTO "cluster" VALUES(3,NULL,'2026-04-07 09:00:00.000000');
CREATE TABLE cohort (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR(10) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	case_id VARCHAR(40), 
	language VARCHAR(2) NOT NULL, 
	scope VARCHAR NOT NULL, 
	mode VARCHAR(4) NOT NULL, 
	code VARCHAR(16), 
	invitation VARCHAR(16), 
	begins DATE, 
	ends DATE, 
	names_until DATE, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_cohort_kind CHECK (kind IN ('training', 'programme')), 
	CONSTRAINT ck_cohort_mode CHECK (mode IN ('each', 'end')), 
	CONSTRAINT uq_cohort_code UNIQUE (code), 
	CONSTRAINT uq_cohort_invitation UNIQUE (invitation)
);
INSERT INTO "cohort" VALUES(1,'training','Gruppe – „Nord“','alvar-food','de','{"kind":"full","ids":[]}','each','CODE','NEXT','2026-04-07','2026-04-07','2026-04-07','2026-04-07 09:00:00.000000');
CREATE TABLE cohort_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cohort INTEGER NOT NULL, 
	person INTEGER, 
	role VARCHAR(12) NOT NULL, 
	name VARCHAR(60), 
	joined_at DATETIME NOT NULL, 
	left_at DATETIME, 
	nudged_at DATETIME, 
	cluster INTEGER, 
	named BOOLEAN NOT NULL, 
	totals BOOLEAN NOT NULL, 
	CONSTRAINT ck_cohort_member_role CHECK (role IN ('owner', 'trainer', 'participant', 'guest')), 
	CONSTRAINT uq_cohort_member_cohort_person UNIQUE (cohort, person), 
	FOREIGN KEY(cohort) REFERENCES cohort (id), 
	FOREIGN KEY(person) REFERENCES person (id), 
	FOREIGN KEY(cluster) REFERENCES cluster (id)
);
INSERT INTO "cohort_member" VALUES(1,1,1,'owner','Trainerin','2026-04-07 09:00:00.000000',NULL,'2026-04-07 09:00:00.000000',1,1,1);
INSERT INTO "cohort_member" VALUES(2,1,NULL,'guest',NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000',NULL,NULL,0,0);
CREATE TABLE cohort_part (
	cohort INTEGER NOT NULL, 
	section VARCHAR(32) NOT NULL, 
	opened BOOLEAN NOT NULL, 
	second BOOLEAN NOT NULL, 
	spread_at DATETIME, 
	second_at DATETIME, 
	key_at DATETIME, 
	released VARCHAR, 
	PRIMARY KEY (cohort, section), 
	FOREIGN KEY(cohort) REFERENCES cohort (id)
);
INSERT INTO "cohort_part" VALUES(1,'strategy',1,1,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000','{}');
CREATE TABLE edition (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cohort INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	content VARCHAR NOT NULL, 
	FOREIGN KEY(cohort) REFERENCES cohort (id)
);
INSERT INTO "edition" VALUES(1,1,'2026-04-07 09:00:00.000000','{}');
CREATE TABLE edition_part (
	edition INTEGER NOT NULL, 
	cluster INTEGER NOT NULL, 
	session INTEGER NOT NULL, 
	PRIMARY KEY (edition, cluster), 
	FOREIGN KEY(edition) REFERENCES edition (id), 
	FOREIGN KEY(cluster) REFERENCES cluster (id)
);
INSERT INTO "edition_part" VALUES(1,1,1);
CREATE TABLE heard (
	session INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	aspect VARCHAR(12) NOT NULL, 
	bot BIGINT NOT NULL, 
	number BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (session, question, aspect), 
	FOREIGN KEY(session) REFERENCES session (id)
);
CREATE TABLE inbox (
	bot BIGINT NOT NULL, 
	number BIGINT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	chat BIGINT, 
	sender BIGINT, 
	language VARCHAR(2), 
	body VARCHAR, 
	error VARCHAR(20), 
	received_at DATETIME NOT NULL, 
	PRIMARY KEY (bot, number), 
	CONSTRAINT ck_inbox_state CHECK (state IN ('waiting', 'worked', 'shown', 'aside'))
);
CREATE TABLE invitation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR(10) NOT NULL, 
	cluster INTEGER NOT NULL, 
	share INTEGER, 
	role VARCHAR(10), 
	session INTEGER, 
	questions VARCHAR NOT NULL, 
	code VARCHAR(64) NOT NULL, 
	"by" INTEGER, 
	at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	person INTEGER, 
	name VARCHAR(60), 
	taken_at DATETIME, 
	let_in_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT ck_invitation_kind CHECK (kind IN ('assessor', 'team', 'colleague')), 
	CONSTRAINT ck_invitation_role CHECK (role IN ('editor', 'reader')), 
	CONSTRAINT uq_invitation_code UNIQUE (code), 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY(share) REFERENCES share (id), 
	FOREIGN KEY(session) REFERENCES session (id), 
	FOREIGN KEY("by") REFERENCES person (id), 
	FOREIGN KEY(person) REFERENCES person (id)
);
INSERT INTO "invitation" VALUES(1,'assessor',3,1,NULL,NULL,'[]','86feb618b8fb5fa55b5c99ef359fa7f32af88642b089a7a805708585696b2c24',2,'2026-04-07 09:00:00.000000','2026-04-14 09:00:00.000000',1,'Nord – „ß“ assessor','2026-04-07 09:00:01.000000','2026-04-07 09:00:00.000000',NULL);
INSERT INTO "invitation" VALUES(2,'team',3,NULL,'reader',NULL,'[]','7937c8b557b48f6ca58a44114839420d75673da91b26576df718c8bec384bd0f',2,'2026-04-07 09:00:00.000000','2026-04-14 09:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(3,'colleague',3,NULL,NULL,5,'["strategy-documentation"]','210fb9cdc50a63ac0e4a037a1a7d0b866aab77f8f594f53cff83f076909768c9',2,'2026-04-07 09:00:00.000000','2026-04-14 09:00:00.000000',1,'Nord – „ß“ colleague','2026-04-07 09:00:01.000000','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
INSERT INTO "invitation" VALUES(4,'assessor',1,2,NULL,NULL,'[]','11689833c348e1aba246152bce886dadbd9674be02ea52ae327bb0d580d8f0e5',1,'2026-04-07 09:00:00.000000','2026-04-14 09:00:00.000000',2,'peer assessor','2026-04-07 09:00:01.000000','2026-04-07 09:00:00.000000',NULL);
INSERT INTO "invitation" VALUES(5,'team',1,NULL,'reader',NULL,'[]','38074956eb39222215131b40f3839fb7ea1c6c5b1aa30f22b31ab6644ec44f99',1,'2026-04-07 09:00:00.000000','2026-04-14 09:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(6,'colleague',1,NULL,NULL,1,'["strategy-documentation"]','217c4078b00835b079ab42c36fa730267f30299a58abad6c529dee91bb2e0254',1,'2026-04-07 09:00:00.000000','2026-04-14 09:00:00.000000',2,'peer colleague','2026-04-07 09:00:01.000000','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
CREATE TABLE local_time (
	person INTEGER NOT NULL, 
	zone VARCHAR(64), 
	wall VARCHAR(5) NOT NULL, 
	stopped BOOLEAN NOT NULL, 
	PRIMARY KEY (person), 
	FOREIGN KEY(person) REFERENCES person (id)
);
INSERT INTO "local_time" VALUES(1,'Europe/Berlin','17:00',1);
CREATE TABLE membership (
	cluster INTEGER NOT NULL, 
	person INTEGER NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	since DATETIME NOT NULL, name VARCHAR(60), 
	PRIMARY KEY (cluster, person), 
	CONSTRAINT ck_membership_role CHECK (role IN ('owner', 'editor', 'reader')), 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY(person) REFERENCES person (id)
);
INSERT INTO "membership" VALUES(1,1,'owner','2026-04-07 09:00:00.000000','Nord – „ß“ known as');
INSERT INTO "membership" VALUES(2,1,'owner','2026-04-07 09:00:00.000000',NULL);
INSERT INTO "membership" VALUES(3,2,'owner','2026-04-07 09:00:00.000000',NULL);
CREATE TABLE offer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cluster INTEGER NOT NULL, 
	invitation INTEGER, 
	session INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	value VARCHAR NOT NULL, 
	estimate BOOLEAN NOT NULL, 
	name VARCHAR(60), 
	at DATETIME NOT NULL, 
	closed_at DATETIME, 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY(invitation) REFERENCES invitation (id), 
	FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "offer" VALUES(1,3,3,5,'strategy-documentation','{"points":2}',1,'Nord – „ß“ colleague','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
INSERT INTO "offer" VALUES(2,1,6,1,'strategy-documentation','{"points":2}',1,'peer colleague','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
CREATE TABLE own_case (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person INTEGER NOT NULL, 
	content VARCHAR NOT NULL, 
	added_at DATETIME NOT NULL, 
	FOREIGN KEY(person) REFERENCES person (id)
);
INSERT INTO "own_case" VALUES(1,1,'title: „Fall“','2026-04-07 09:00:00.000000');
CREATE TABLE person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(20) NOT NULL, 
	external VARCHAR(100) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	consent VARCHAR(20) NOT NULL, 
	consented_at DATETIME NOT NULL, 
	live INTEGER, 
	cluster INTEGER, 
	focus VARCHAR NOT NULL, 
	CONSTRAINT uq_person_channel_external UNIQUE (channel, external), 
	FOREIGN KEY(cluster) REFERENCES cluster (id)
);
INSERT INTO "person" VALUES(1,'terminal','me','de','1','2026-04-07 09:00:00.000000',2,1,'{"kind": "keeping", "question": "country", "text": "Ein Satz, der wartet"}');
INSERT INTO "person" VALUES(2,'terminal','peer of Nord – „ß“','en','1','2026-04-07 09:00:00.000000',NULL,3,'{"kind": "answering"}');
CREATE TABLE plan_line (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cluster INTEGER NOT NULL, 
	question VARCHAR(32), 
	aims VARCHAR NOT NULL, 
	what VARCHAR(300) NOT NULL, 
	who VARCHAR(80), 
	due DATE, 
	done_at DATETIME, 
	"by" INTEGER NOT NULL, 
	added_at DATETIME NOT NULL, 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY("by") REFERENCES person (id)
);
INSERT INTO "plan_line" VALUES(1,1,'strategy-documentation','[{"indicator":"strategy-documentation","points":5,"documented":"yes"},{"fact":"management-fte","value":{"number":"2.5"}}]','Zahlen – „jährlich“','Schatzmeister','2026-09-30','2026-04-07 10:00:00.000000',1,'2026-04-07 09:00:00.000000');
CREATE TABLE posted (
	bot BIGINT NOT NULL, 
	chat BIGINT NOT NULL, 
	message BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (bot, chat, message)
);
CREATE TABLE practice (
	session INTEGER NOT NULL, 
	case_id VARCHAR(40) NOT NULL, 
	member INTEGER, 
	round INTEGER NOT NULL, 
	mode VARCHAR(4) NOT NULL, 
	repeat BOOLEAN NOT NULL, 
	shown VARCHAR NOT NULL, 
	PRIMARY KEY (session), 
	CONSTRAINT ck_practice_mode CHECK (mode IN ('each', 'end')), 
	FOREIGN KEY(session) REFERENCES session (id), 
	FOREIGN KEY(member) REFERENCES cohort_member (id)
);
INSERT INTO "practice" VALUES(4,'alvar-food',1,2,'each',1,'["strategy-documentation"]');
CREATE TABLE proof (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cluster INTEGER NOT NULL, 
	"by" INTEGER NOT NULL, 
	kind VARCHAR(4) NOT NULL, 
	shows VARCHAR(300), 
	words VARCHAR(1000), 
	refers VARCHAR(10), 
	album VARCHAR(64), 
	added_at DATETIME NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT ck_proof_kind CHECK (kind IN ('file', 'link', 'text')), 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY("by") REFERENCES person (id)
);
INSERT INTO "proof" VALUES(1,1,1,'file','Nachweis 1 – „ß“',NULL,'2025-03','7','2026-04-07 09:00:00.000000',NULL);
INSERT INTO "proof" VALUES(2,1,1,'file','Nachweis 2 – „ß“',NULL,'2025-03','7','2026-04-07 09:00:00.000000',NULL);
INSERT INTO "proof" VALUES(3,1,1,'text','Nachweis 3 – „ß“','Schrank','2025-03',NULL,'2026-04-07 09:00:00.000000',NULL);
INSERT INTO "proof" VALUES(4,1,1,'text',NULL,NULL,NULL,NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
CREATE TABLE proof_file (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	proof INTEGER NOT NULL, 
	kind VARCHAR(5) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	type VARCHAR(8), 
	size INTEGER, 
	sha256 VARCHAR(64), 
	state VARCHAR(8) NOT NULL, 
	reason VARCHAR(8), 
	channel VARCHAR(20) NOT NULL, 
	source VARCHAR, 
	tries INTEGER NOT NULL, 
	claimed_at DATETIME, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT ck_proof_file_kind CHECK (kind IN ('photo', 'file', 'voice')), 
	CONSTRAINT ck_proof_file_state CHECK (state IN ('waiting', 'claimed', 'kept', 'failed', 'absent')), 
	FOREIGN KEY(proof) REFERENCES proof (id)
);
INSERT INTO "proof_file" VALUES(1,1,'photo','Plakat.jpg','jpeg',7,'0000000000000000000000000000000000000000000000000000000000000000','kept',NULL,'terminal',NULL,1,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
INSERT INTO "proof_file" VALUES(2,2,'photo','Plakat.jpg',NULL,7,NULL,'waiting',NULL,'terminal','Plakat.jpg',0,NULL,'2026-04-07 09:00:00.000000');
CREATE TABLE proof_record (
	session INTEGER NOT NULL, 
	proof INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	hashes VARCHAR NOT NULL, 
	PRIMARY KEY (session, proof, question), 
	FOREIGN KEY(session) REFERENCES session (id), 
	FOREIGN KEY(proof) REFERENCES proof (id)
);
INSERT INTO "proof_record" VALUES(1,1,'strategy-documentation','{"1": "0000000000000000000000000000000000000000000000000000000000000000"}');
INSERT INTO "proof_record" VALUES(1,2,'strategy-documentation','{"2": null}');
INSERT INTO "proof_record" VALUES(1,3,'strategy-documentation','{"words": "037b7381278b484dba57fda3331c8ee5afd7476063d4c39d05776da7239d85c2"}');
INSERT INTO "proof_record" VALUES(1,4,'strategy-documentation','{"words": "037b7381278b484dba57fda3331c8ee5afd7476063d4c39d05776da7239d85c2"}');
CREATE TABLE proof_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	review INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	done_at DATETIME, 
	CONSTRAINT uq_proof_request_review_question UNIQUE (review, question), 
	FOREIGN KEY(review) REFERENCES review (id)
);
INSERT INTO "proof_request" VALUES(1,1,'strategy-documentation','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
INSERT INTO "proof_request" VALUES(2,2,'strategy-documentation','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
CREATE TABLE proof_use (
	proof INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	covers VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (proof, question), 
	FOREIGN KEY(proof) REFERENCES proof (id)
);
INSERT INTO "proof_use" VALUES(1,'strategy-documentation','[0, 2]',1);
INSERT INTO "proof_use" VALUES(2,'strategy-documentation','[0, 2]',1);
INSERT INTO "proof_use" VALUES(3,'strategy-documentation','[0, 2]',1);
CREATE TABLE "reminder" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person INTEGER NOT NULL, 
	cluster INTEGER, 
	line INTEGER, 
	"before" INTEGER, 
	"on" DATE NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	tries INTEGER NOT NULL, 
	claimed_at DATETIME, 
	sent_at DATETIME, 
	member INTEGER, 
	news VARCHAR(10), 
	share INTEGER, 
	since DATETIME, 
	CONSTRAINT ck_reminder_state CHECK (state IN ('waiting', 'claimed', 'sent')), 
	CONSTRAINT ck_reminder_state CHECK (state IN ('waiting', 'claimed', 'sent')), 
	CONSTRAINT fk_reminder_member FOREIGN KEY(member) REFERENCES cohort_member (id), 
	CONSTRAINT fk_reminder_share FOREIGN KEY(share) REFERENCES share (id), 
	CONSTRAINT ck_reminder_news CHECK (news IN ('came', 'proof', 'submitted', 'shown', 'proposed', 'agreed', 'answered', 'let-in', 'dealt', 'ended', 'gone', 'lead', 'role', 'removed', 'handed')), 
	FOREIGN KEY(person) REFERENCES person (id), 
	FOREIGN KEY(line) REFERENCES plan_line (id), 
	FOREIGN KEY(cluster) REFERENCES cluster (id)
);
INSERT INTO "reminder" VALUES(1,1,1,1,7,'2026-09-23','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reminder" VALUES(2,1,1,NULL,6,'2026-09-30','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reminder" VALUES(3,1,NULL,NULL,NULL,'2026-04-07','waiting',0,NULL,NULL,1,NULL,NULL,NULL);
INSERT INTO "reminder" VALUES(4,1,1,NULL,NULL,'2026-04-07','waiting',0,NULL,NULL,NULL,'proof',2,'2026-04-07 09:00:00.000000');
CREATE TABLE review (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	share INTEGER NOT NULL, 
	invitation INTEGER NOT NULL, 
	session INTEGER, 
	confidential_at DATETIME NOT NULL, 
	declared_at DATETIME NOT NULL, 
	CONSTRAINT uq_review_invitation UNIQUE (invitation), 
	FOREIGN KEY(share) REFERENCES share (id), 
	FOREIGN KEY(invitation) REFERENCES invitation (id), 
	FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "review" VALUES(1,1,1,6,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
INSERT INTO "review" VALUES(2,2,4,7,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
CREATE TABLE review_remark (
	session INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	rests_on VARCHAR(10), 
	comment VARCHAR, 
	ask VARCHAR, 
	PRIMARY KEY (session, question), 
	CONSTRAINT ck_remark_rests_on CHECK (rests_on IN ('document', 'website', 'not-shown')), 
	FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "review_remark" VALUES(6,'strategy-documentation','website','Nord – „ß“ comment','Nord – „ß“ question');
INSERT INTO "review_remark" VALUES(7,'strategy-documentation','website','peer comment','peer question');
CREATE TABLE sent_proof (
	bot BIGINT NOT NULL, 
	chat BIGINT NOT NULL, 
	message BIGINT NOT NULL, 
	review INTEGER, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (bot, chat, message), 
	FOREIGN KEY(review) REFERENCES review (id)
);
INSERT INTO "sent_proof" VALUES(7,4711,1,1,'2026-04-07 09:00:00.000000');
INSERT INTO "sent_proof" VALUES(7,4711,2,2,'2026-04-07 09:00:00.000000');
CREATE TABLE "session" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cluster INTEGER, 
	started_by INTEGER NOT NULL, 
	survey VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	scope VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	carried_from INTEGER, 
	started_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	submitted_at DATETIME, 
	trial BOOLEAN NOT NULL, 
	CONSTRAINT ck_session_kind CHECK (kind IN ('self', 'practice', 'assessment')), 
	CONSTRAINT ck_session_revision CHECK (revision >= 0), 
	CONSTRAINT ck_session_kind CHECK (kind IN ('self', 'practice', 'assessment')), 
	CONSTRAINT ck_session_revision CHECK (revision >= 0), 
	FOREIGN KEY(started_by) REFERENCES person (id), 
	FOREIGN KEY(carried_from) REFERENCES session (id), 
	FOREIGN KEY(cluster) REFERENCES cluster (id)
);
INSERT INTO "session" VALUES(1,1,1,'cluster-label',1,'de','self','{"kind":"full","ids":[]}','{"submitted":"2026-04-07T10:00:00+00:00"}',15,NULL,'2026-04-07 09:00:00.000000','2026-04-07 10:00:00.000000','2026-04-07 10:00:00.000000',0);
INSERT INTO "session" VALUES(2,1,1,'cluster-label',1,'de','self','{"kind":"full","ids":[]}','{"asking":"country","then":"founded"}',1,1,'2026-04-07 09:00:00.000000','2026-04-07 10:00:00.000000',NULL,0);
INSERT INTO "session" VALUES(3,2,1,'cluster-label',1,'de','self','{"kind":"full","ids":[]}','{"asking":"organisation-name","then":null}',0,NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000',NULL,1);
INSERT INTO "session" VALUES(4,NULL,1,'cluster-label',1,'de','practice','{"kind":"indicators","ids":["strategy-documentation"]}','{"asking":"strategy-documentation","then":null}',1,NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000',NULL,0);
INSERT INTO "session" VALUES(5,3,2,'cluster-label',1,'en','self','{"kind":"full","ids":[]}','{"asking":"country","then":null}',0,NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000',NULL,0);
INSERT INTO "session" VALUES(6,NULL,1,'cluster-label',1,'en','assessment','{"kind":"indicators","ids":["strategy-documentation"]}','{"submitted":"2026-04-07T09:00:00+00:00"}',1,NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000',0);
INSERT INTO "session" VALUES(7,NULL,2,'cluster-label',1,'en','assessment','{"kind":"indicators","ids":["strategy-documentation"]}','{"submitted":"2026-04-07T09:00:00+00:00"}',1,NULL,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000',0);
CREATE TABLE settlement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	share INTEGER NOT NULL, 
	question VARCHAR(32) NOT NULL, 
	side VARCHAR(10) NOT NULL, 
	points INTEGER NOT NULL, 
	documented VARCHAR(10), 
	reason VARCHAR, 
	"by" INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT ck_settlement_side CHECK (side IN ('cluster', 'assessors')), 
	CONSTRAINT ck_settlement_documented CHECK (documented IN ('yes', 'partly', 'no')), 
	FOREIGN KEY(share) REFERENCES share (id), 
	FOREIGN KEY("by") REFERENCES person (id)
);
INSERT INTO "settlement" VALUES(1,1,'strategy-documentation','cluster',3,'yes','peer''s reason',2,'2026-04-07 09:00:00.000000');
INSERT INTO "settlement" VALUES(2,2,'strategy-documentation','cluster',3,'yes','Nord – „ß“ reason',1,'2026-04-07 09:00:00.000000');
CREATE TABLE share (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cluster INTEGER NOT NULL, 
	session INTEGER NOT NULL, 
	"by" INTEGER, 
	at DATETIME NOT NULL, 
	until DATE NOT NULL, 
	scope VARCHAR NOT NULL, 
	facts BOOLEAN NOT NULL, 
	proofs BOOLEAN NOT NULL, 
	notes BOOLEAN NOT NULL, 
	guided BOOLEAN NOT NULL, 
	lead INTEGER, 
	closed_at DATETIME, 
	withdrawn_at DATETIME, 
	FOREIGN KEY(cluster) REFERENCES cluster (id), 
	FOREIGN KEY(session) REFERENCES session (id), 
	FOREIGN KEY("by") REFERENCES person (id)
);
INSERT INTO "share" VALUES(1,3,5,2,'2026-04-07 09:00:00.000000','2026-04-07','{"kind":"indicators","ids":["strategy-documentation"]}',1,1,1,1,1,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
INSERT INTO "share" VALUES(2,1,1,1,'2026-04-07 09:00:00.000000','2026-04-07','{"kind":"indicators","ids":["strategy-documentation"]}',1,1,1,1,2,'2026-04-07 09:00:00.000000','2026-04-07 09:00:00.000000');
CREATE TABLE unkept (
	sha256 VARCHAR(64) NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "unkept" VALUES('1111111111111111111111111111111111111111111111111111111111111111');
CREATE TABLE wrong_code (
	id INTEGER NOT NULL, 
	person INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES person (id)
);
INSERT INTO "wrong_code" VALUES(1,1,'2026-04-07 09:00:00.000000');
CREATE INDEX ix_answer_session ON answer (session);
CREATE INDEX ix_inbox_bot_state ON inbox (bot, state);
CREATE INDEX ix_plan_line_cluster ON plan_line (cluster);
CREATE INDEX ix_session_cluster ON session (cluster);
CREATE INDEX ix_session_started_by ON session (started_by);
CREATE INDEX ix_own_case_person ON own_case (person);
CREATE INDEX ix_cohort_member_cohort ON cohort_member (cohort);
CREATE INDEX ix_cohort_member_person ON cohort_member (person);
CREATE INDEX ix_wrong_code_person ON wrong_code (person);
CREATE INDEX ix_practice_member ON practice (member);
CREATE INDEX ix_edition_cohort ON edition (cohort);
CREATE INDEX ix_proof_cluster ON proof (cluster);
CREATE INDEX ix_proof_file_proof ON proof_file (proof);
CREATE INDEX ix_proof_file_sha256 ON proof_file (sha256);
CREATE INDEX ix_proof_file_state ON proof_file (state);
CREATE INDEX ix_proof_record_proof ON proof_record (proof);
CREATE INDEX ix_share_cluster ON share (cluster);
CREATE INDEX ix_share_session ON share (session);
CREATE INDEX ix_invitation_cluster ON invitation (cluster);
CREATE INDEX ix_invitation_share ON invitation (share);
CREATE INDEX ix_invitation_person ON invitation (person);
CREATE INDEX ix_review_share ON review (share);
CREATE INDEX ix_review_session ON review (session);
CREATE INDEX ix_settlement_share ON settlement (share);
CREATE INDEX ix_sent_proof_review ON sent_proof (review);
CREATE INDEX ix_offer_cluster ON offer (cluster);
CREATE INDEX ix_access_cluster ON access (cluster);
CREATE INDEX ix_access_share ON access (share);
CREATE INDEX ix_reminder_state_on ON reminder (state, "on");
CREATE INDEX ix_reminder_person ON reminder (person);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('session',7);
INSERT INTO "sqlite_sequence" VALUES('reminder',4);
INSERT INTO "sqlite_sequence" VALUES('cluster',3);
INSERT INTO "sqlite_sequence" VALUES('person',2);
INSERT INTO "sqlite_sequence" VALUES('plan_line',1);
INSERT INTO "sqlite_sequence" VALUES('own_case',1);
INSERT INTO "sqlite_sequence" VALUES('cohort',1);
INSERT INTO "sqlite_sequence" VALUES('cohort_member',2);
INSERT INTO "sqlite_sequence" VALUES('edition',1);
INSERT INTO "sqlite_sequence" VALUES('proof',5);
INSERT INTO "sqlite_sequence" VALUES('proof_file',3);
INSERT INTO "sqlite_sequence" VALUES('share',2);
INSERT INTO "sqlite_sequence" VALUES('invitation',6);
INSERT INTO "sqlite_sequence" VALUES('review',2);
INSERT INTO "sqlite_sequence" VALUES('proof_request',2);
INSERT INTO "sqlite_sequence" VALUES('settlement',2);
INSERT INTO "sqlite_sequence" VALUES('offer',2);
INSERT INTO "sqlite_sequence" VALUES('access',3);
COMMIT;
