CREATE TABLE "audit" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person_id" uuid,
	"inbox_id" uuid,
	"job_id" uuid,
	"action" text NOT NULL,
	"item_id" uuid,
	"detail" jsonb NOT NULL,
	CONSTRAINT "audit_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "local_messages" (
	"community_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"chat" text NOT NULL,
	"from_name" text NOT NULL,
	"to_name" text,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"file" text,
	"file_name" text,
	"media_type" text,
	"bytes" integer,
	"transcript" text,
	"quote_n" integer,
	"quote_name" text,
	"quote_text" text,
	"mentions" text[],
	"recalls" integer,
	"recalled" boolean DEFAULT false NOT NULL,
	"dedupe_key" text,
	"handed_over" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "local_messages_community_id_n_pk" PRIMARY KEY("community_id","n"),
	CONSTRAINT "local_messages_dedupe_key" UNIQUE("community_id","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"community_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"chat" text NOT NULL,
	"question" jsonb NOT NULL,
	"draft" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "questions_community_id_person_id_chat_pk" PRIMARY KEY("community_id","person_id","chat")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"item_id" uuid,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"done_at" timestamp with time zone,
	CONSTRAINT "jobs_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"community_id" uuid NOT NULL,
	"name" text NOT NULL,
	"next_run_at" timestamp with time zone NOT NULL,
	CONSTRAINT "schedules_community_id_name_pk" PRIMARY KEY("community_id","name")
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"community_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"meeting_point" text,
	"bring" text,
	"in_charge" uuid NOT NULL,
	"told_half" boolean DEFAULT false NOT NULL,
	"told_full" boolean DEFAULT false NOT NULL,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "activities_community_id_item_id_pk" PRIMARY KEY("community_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "alarms" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"words" text NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "alarms_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "chains" (
	"community_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"title" text NOT NULL,
	"entries" jsonb NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chains_community_id_item_id_pk" PRIMARY KEY("community_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"person_id" uuid,
	"name" text NOT NULL,
	"by_person" uuid NOT NULL,
	"size" integer NOT NULL,
	"state" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"offered_until" timestamp with time zone,
	"checked_in_at" timestamp with time zone,
	"checked_out_at" timestamp with time zone,
	"attendance" text,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "claims_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "claims_size" CHECK (size > 0)
);
--> statement-breakpoint
CREATE TABLE "items" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"shift" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"title" text NOT NULL,
	"venue" text,
	"category" text,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"whole_day" boolean DEFAULT false NOT NULL,
	"seats" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "items_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "items_seats" CHECK (taken >= 0 and taken <= seats)
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"elder" text NOT NULL,
	"visitor" uuid NOT NULL,
	"day" text NOT NULL,
	"words" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visits_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "needs" (
	"community_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"reporter" uuid NOT NULL,
	"beneficiary" text,
	"words" text NOT NULL,
	"category" text NOT NULL,
	"urgency" text NOT NULL,
	"building" text,
	"unit" text,
	"room" text,
	"phone" text,
	"when_words" text,
	"status" text NOT NULL,
	"receiver" uuid,
	"reason" text,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"rating" integer,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "needs_community_id_item_id_pk" PRIMARY KEY("community_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	"clock_offset" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"unit" text,
	"grid" text,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"phone" text,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "people_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"community_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"person_id" uuid NOT NULL,
	"sure" text NOT NULL,
	"evidence" text NOT NULL,
	"nickname" text NOT NULL,
	"room_alias" text,
	"friend" text DEFAULT 'unknown' NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_community_id_channel_account_pk" PRIMARY KEY("community_id","channel","account")
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"community_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "codes_community_id_hash_pk" PRIMARY KEY("community_id","hash")
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"community_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"room" text NOT NULL,
	"topic" text NOT NULL,
	"bound_by" uuid,
	"bound_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rooms_community_id_channel_room_pk" PRIMARY KEY("community_id","channel","room")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"message_id" text NOT NULL,
	"chat" text NOT NULL,
	"sender" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" jsonb NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"meant" text,
	"handled_at" timestamp with time zone,
	CONSTRAINT "inbox_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"to_person" uuid,
	"text" text NOT NULL,
	"join" jsonb,
	"shows" jsonb,
	"picture" text,
	"priority" integer NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"lapses_at" timestamp with time zone,
	"dedupe_key" text,
	"status" text NOT NULL,
	"sent_as" uuid,
	"channel" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"note" text,
	"inbox_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"heard" bigint,
	CONSTRAINT "outbox_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE INDEX "audit_item" ON "audit" USING btree ("community_id","item_id","at");--> statement-breakpoint
CREATE INDEX "audit_person" ON "audit" USING btree ("community_id","person_id","at");--> statement-breakpoint
CREATE INDEX "local_messages_waiting" ON "local_messages" USING btree ("community_id","handed_over","n");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_dedupe" ON "jobs" USING btree ("community_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("community_id","run_at") WHERE status = 'due';--> statement-breakpoint
CREATE INDEX "alarms_open" ON "alarms" USING btree ("community_id","raised_at");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_living" ON "claims" USING btree ("community_id","item_id","holder") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "claims_person" ON "claims" USING btree ("community_id","person_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE UNIQUE INDEX "items_number" ON "items" USING btree ("community_id","number","shift");--> statement-breakpoint
CREATE INDEX "items_open" ON "items" USING btree ("community_id","starts_at") WHERE status in ('open', 'divided');--> statement-breakpoint
CREATE INDEX "visits_elder" ON "visits" USING btree ("community_id","elder","day");--> statement-breakpoint
CREATE INDEX "needs_reporter" ON "needs" USING btree ("community_id","reporter");--> statement-breakpoint
CREATE INDEX "accounts_person" ON "accounts" USING btree ("community_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_message" ON "inbox" USING btree ("community_id","channel","account","message_id");--> statement-breakpoint
CREATE INDEX "inbox_new" ON "inbox" USING btree ("community_id","seq") WHERE status = 'new';--> statement-breakpoint
CREATE INDEX "inbox_chat" ON "inbox" USING btree ("community_id","channel","chat","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_dedupe" ON "outbox" USING btree ("community_id","dedupe_key") WHERE dedupe_key is not null;--> statement-breakpoint
CREATE INDEX "outbox_queued" ON "outbox" USING btree ("community_id","priority","seq") WHERE status in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_sent" ON "outbox" USING btree ("community_id","to_person","sent_at") WHERE status = 'sent';