/** The one explicit list: what the program can do, feature by feature. A new command, job or schedule is added here. */
import { type Command, checkCommands } from './chat/command.ts';
import type { JobHandler, Schedule } from './clock/due.ts';
import { announceNow, announceTimes } from './features/activities/commands/announce.ts';
import { cancel } from './features/activities/commands/cancel.ts';
import { change } from './features/activities/commands/change.ts';
import { publish } from './features/activities/commands/publish.ts';
import { board, listActivities, listNeeds } from './features/activities/commands/show.ts';
import { todo } from './features/activities/commands/todo.ts';
import { jobs as activityJobs, schedules as activitySchedules } from './features/activities/jobs.ts';
import { takeAlarm } from './features/alarms/commands.ts';
import { jobs as alarmJobs } from './features/alarms/jobs.ts';
import { checkIn, checkOut, noShow, rollCall } from './features/attendance/commands.ts';
import { chain } from './features/chains/commands.ts';
import { claim } from './features/claims/commands/claim.ts';
import { mine } from './features/claims/commands/mine.ts';
import { release } from './features/claims/commands/release.ts';
import { swap } from './features/claims/commands/swap.ts';
import { jobs as claimJobs } from './features/claims/jobs.ts';
import { recordVisit } from './features/elders/commands.ts';
import { helpCommand } from './features/help/commands.ts';
import { accept, assign, refer, refuse } from './features/needs/commands/arrange.ts';
import { details, passOn } from './features/needs/commands/ask.ts';
import { notSolved, rate } from './features/needs/commands/feedback.ts';
import { done, progress, withdraw } from './features/needs/commands/finish.ts';
import { amend, reportNeed } from './features/needs/commands/report.ts';
import { jobs as needJobs } from './features/needs/jobs.ts';
import { offer } from './features/partners/commands.ts';
import { approve, confirmIdentity, join, settleIdentity } from './features/people/commands.ts';
import { undo } from './features/undo/commands.ts';
import { jobs as unsentJobs } from './features/unsent/jobs.ts';

const help = helpCommand(() => commands);

export const commands: readonly Command[] = [
  ...[listActivities, board, todo, publish, change, cancel, announceNow, announceTimes],
  ...[claim, release, swap, chain, mine, undo, help],
  ...[checkIn, checkOut, rollCall, noShow],
  ...[
    reportNeed,
    amend,
    listNeeds,
    progress,
    accept,
    assign,
    refer,
    refuse,
    done,
    rate,
    notSolved,
    passOn,
    details,
    withdraw,
  ],
  ...[recordVisit, takeAlarm, join, approve, settleIdentity, confirmIdentity, offer],
];
checkCommands(commands);

export const jobs: Readonly<Record<string, JobHandler>> = {
  ...activityJobs,
  ...claimJobs,
  ...needJobs,
  ...alarmJobs,
  ...unsentJobs,
};

export const schedules: readonly Schedule[] = activitySchedules;
