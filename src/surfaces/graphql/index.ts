export { addGraphqlRoutes } from './add-graphql-routes.ts';
export type { GraphqlResources, GraphqlSockets } from './graphql-resources.ts';
