import type { Context } from '#platform/context';
import { cancelWork, scheduleWork } from '#platform/due-work';
import { nextLocalTime } from './quiet-until.ts';
import type { NotificationSettings } from './schema.ts';

const daysOfWeek = 7;

/** Puts the next briefs of the schedule on the calendar, or takes them off it where there is none. */
export async function planBriefs({ ctx, settings }: { ctx: Context; settings: NotificationSettings }): Promise<void> {
  const work = { ctx, kind: 'send-briefs', subject: 'scheduled' };
  const { schedule } = settings.briefs;
  if (schedule === null) return cancelWork(work);
  const { at: time, timeZone } = schedule;
  const days: readonly string[] = schedule.days;
  let dueAt = nextLocalTime({ now: ctx.clock.now(), time, timeZone });
  for (let steps = 1; steps < daysOfWeek && !days.includes(weekdayOf({ at: dueAt, timeZone })); steps += 1) {
    dueAt = nextLocalTime({ now: dueAt, time, timeZone });
  }
  return scheduleWork({ ...work, dueAt });
}

function weekdayOf({ at, timeZone }: { at: Date; timeZone: string }): string {
  return new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(at).toLowerCase();
}
