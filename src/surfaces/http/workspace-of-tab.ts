/** Which workspace each tab of the pages shows. */
export const workspaceOfTab = { calls: 'main', example: 'example' } as const;
