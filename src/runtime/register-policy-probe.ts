import type { Resources } from './open-resources.ts';
import { workspaceIds } from './workspace-ids.ts';

/** Whether what the policy files say is what is in force. Which lines are wrong is for those who may read the policy. */
export function registerPolicyProbe({ health, policies }: Pick<Resources, 'health' | 'policies'>): void {
  health.register({
    name: 'policy',
    action: 'Run: sophia policy show',
    check: async () => {
      const workspaces = [workspaceIds.main, workspaceIds.example];
      const broken = workspaces.filter((workspaceId) => policies.of(workspaceId).read().fault !== null);
      if (broken.length === 0) return { state: 'healthy', reason: 'It is what is written down.', action: null };
      return {
        state: 'degraded',
        reason: `The policy file of ${broken.join(' and ')} cannot be used, or is gone; what was in force before stays so until the next start.`,
        action: 'Run: sophia policy show. It says which lines are wrong.',
      };
    },
  });
}
