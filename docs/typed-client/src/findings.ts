// What a board should know about a place, as lines of text.
import { ask } from "./ask.js";
import { graphql } from "./graphql.js";

const Board = graphql(`
  query Board($scope: [Scope!]!, $layer: Layer!) {
    analysis(scope: $scope, layer: $layer) {
      heard
      findings {
        id
        sentence
        consequence
      }
    }
  }
`);

export async function findings(address: string, place: string): Promise<string[]> {
  const { analysis } = await ask(address, Board, { scope: [place], layer: "WORKING" });
  return analysis.findings.map(({ sentence, consequence }) => `${sentence} ${consequence}`);
}

export async function refusedByTheCompiler(address: string): Promise<void> {
  // @ts-expect-error a layer that the schema does not have
  await ask(address, Board, { scope: ["la:992"], layer: "BOTH" });
  const { analysis } = await ask(address, Board, { scope: ["la:992"], layer: "FORMAL" });
  // @ts-expect-error a field that was not asked for
  analysis.density satisfies unknown;
}
