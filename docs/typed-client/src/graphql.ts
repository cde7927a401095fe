// What the schema's own scalars are in TypeScript, and the function that reads a query.
import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./schema.d.ts";

export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; JSON: unknown; Scope: string };
}>();
