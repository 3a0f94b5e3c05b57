interface Activity {
  readonly kind: string;
  readonly at: string;
  readonly done: boolean | null;
}

/**
 * The activities of a deal as the CRM had them at an instant: a task or a meeting that lay ahead stood there and was not
 * done yet; of the rest that came later nobody knew.
 */
export function activitiesThen<One extends Activity>({
  activities,
  at,
}: {
  activities: readonly One[];
  at: Date;
}): One[] {
  return activities.flatMap((activity) => {
    if (Date.parse(activity.at) <= at.getTime()) return activity;
    return activity.kind === 'task' || activity.kind === 'meeting' ? { ...activity, done: false } : [];
  });
}
