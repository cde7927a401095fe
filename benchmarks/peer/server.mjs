// The peer: @neo4j/graphql on Apollo Server, over the database that partnermap fills.
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  type School @node @mutation(operations: []) {
    id: ID!
    sortKey: String!
    urn: String!
    name: String!
    phase: String
    type: String
    status: String
    pupils: Int
    localAuthority: LocalAuthority @relationship(type: "IN_LA", direction: OUT)
    trust: Trust @relationship(type: "IN_TRUST", direction: OUT)
  }

  type Trust @node(labels: ["Organisation", "Trust"]) @mutation(operations: []) {
    id: ID!
    sortKey: String!
    name: String!
    schools: [School!]! @relationship(type: "IN_TRUST", direction: IN)
  }

  type LocalAuthority @node @mutation(operations: []) {
    id: ID!
    sortKey: String!
    code: String!
    name: String!
    schools: [School!]! @relationship(type: "IN_LA", direction: IN)
  }
`;

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`The peer needs ${name} in its environment; see README.md beside it.`);
    process.exit(1);
  }
  return value;
}

const driver = neo4j.driver(
  required("PEER_NEO4J_URI"),
  neo4j.auth.basic(required("PEER_NEO4J_USER"), required("PEER_NEO4J_PASSWORD")),
);
const database = process.env.PEER_NEO4J_DATABASE || "neo4j";
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({
  schema,
  introspection: false,
  plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
});
const context = { executionContext: driver, sessionConfig: { database } };
const { url } = await startStandaloneServer(server, {
  context: async () => ({ ...context }),
  listen: { host: "127.0.0.1", port: Number(required("PEER_PORT")) },
});
console.log(`ready at ${url}`);
