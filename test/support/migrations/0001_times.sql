ALTER TABLE "notes" ADD COLUMN "at" timestamp with time zone;
