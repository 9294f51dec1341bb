CREATE TABLE "chat_accounts" (
	"community_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"holder" text,
	"token" bigint NOT NULL,
	"beat" bigint NOT NULL,
	"quiet_until" timestamp with time zone,
	"quiet_times" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "chat_accounts_community_id_channel_account_pk" PRIMARY KEY("community_id","channel","account")
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "repeats" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "reported_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "outbox_unsaid" ON "outbox" USING btree ("community_id","seq") WHERE status in ('refused', 'unknown', 'dropped') and reported_at is null;