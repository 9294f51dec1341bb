DROP INDEX "outbox_sent";--> statement-breakpoint
CREATE INDEX "inbox_talk" ON "inbox" USING btree ("community_id","channel","chat","seq") WHERE meant = 'chatter';--> statement-breakpoint
CREATE INDEX "outbox_sent" ON "outbox" USING btree ("community_id","to_person","sent_at","seq") WHERE status = 'sent' and shows is not null;