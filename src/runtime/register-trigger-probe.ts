import type { Resources } from './open-resources.ts';

/** Whether what `triggers.yaml` says is what holds. Which lines are wrong is for those who may read the inbox. */
export function registerTriggerProbe({ health, triggerFile }: Pick<Resources, 'health' | 'triggerFile'>): void {
  health.register({
    name: 'triggers',
    action: 'Run: sophia triggers list',
    check: async () => {
      if (!triggerFile.isOn) {
        const reason = 'SOPHIA_TRIGGER_SECRET is not set; no other system starts work, and none needs to.';
        return { state: 'off', reason, action: null };
      }
      const { rules, fault } = triggerFile.read();
      if (fault === null) {
        const holding = rules.filter(({ enabled }) => enabled).length;
        const rest = rules.length - holding;
        const reason = `${holding} hold${rest === 0 ? '' : `, ${rest} not enabled`}.`;
        return { state: 'healthy', reason, action: null };
      }
      return {
        state: 'degraded',
        reason: 'triggers.yaml cannot be used, or is gone; what held before goes on to hold until the next start.',
        action: 'Run: sophia triggers list. It says which lines are wrong.',
      };
    },
  });
}
