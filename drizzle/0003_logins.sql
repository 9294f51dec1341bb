CREATE TABLE "doubts" (
	"community_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"session" text NOT NULL,
	"number" integer NOT NULL,
	"nickname" text NOT NULL,
	"room_alias" text,
	"friend" text NOT NULL,
	"in_group" boolean NOT NULL,
	"candidates" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "doubts_community_id_channel_account_pk" PRIMARY KEY("community_id","channel","account")
);
--> statement-breakpoint
CREATE TABLE "remarks" (
	"community_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "remarks_community_id_person_id_pk" PRIMARY KEY("community_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "session" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "remark" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "remark_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "remark_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "session" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "members" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "looked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "private" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "doubts_number" ON "doubts" USING btree ("community_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "remarks_code" ON "remarks" USING btree ("community_id","code");