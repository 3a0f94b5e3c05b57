/** `main` holds a company's own calls and always exists; `example` the example data and the simulated vendors. */
export const workspaceIds = { main: 'main', example: 'example' } as const;
