import type { WarningKind } from '#contracts';
import type { DealView, Verdict } from '../deal-view.ts';
import { championLeft } from './champion-left.ts';
import { closeDatePassed } from './close-date-passed.ts';
import { closeDatePushed } from './close-date-pushed.ts';
import { ghosted } from './ghosted.ts';
import { noActivity } from './no-activity.ts';
import { noNextStep } from './no-next-step.ts';
import { singleThreaded } from './single-threaded.ts';
import { stuckInStage } from './stuck-in-stage.ts';

/** What is looked for in every open deal. */
export const dealRules: Readonly<Record<WarningKind, (view: DealView) => Verdict>> = {
  no_activity: noActivity,
  no_next_step: noNextStep,
  close_date_passed: closeDatePassed,
  close_date_pushed: closeDatePushed,
  stuck_in_stage: stuckInStage,
  single_threaded: singleThreaded,
  champion_left: championLeft,
  ghosted,
};
