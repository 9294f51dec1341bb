DROP INDEX "items_open";--> statement-breakpoint
CREATE INDEX "claims_by" ON "claims" USING btree ("community_id","by_person") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "items_open" ON "items" USING btree ("community_id","starts_at") WHERE status in ('open', 'divided', 'waiting');