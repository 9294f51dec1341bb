CREATE TABLE "paste_tray" (
	"community_id" uuid NOT NULL,
	"id" text NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "paste_tray_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat" text NOT NULL,
	"account" text NOT NULL,
	"text" text NOT NULL,
	"picture" text,
	"made_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"marked_at" timestamp with time zone,
	CONSTRAINT "paste_tray_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE INDEX "paste_tray_state" ON "paste_tray" USING btree ("community_id","state","seq");