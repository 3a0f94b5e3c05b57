/** `policy.yaml:12 close dates`: the file by its name, since its place on the machine says nothing to who reads it. */
export function describePolicyRule(policyRule: string): string {
  return policyRule.replace(/^[^:]*[\\/]([^:\\/]+:\d+ )/, '$1');
}
