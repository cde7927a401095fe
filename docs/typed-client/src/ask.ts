// Asks the API: the variables it takes and the data it gives are those of the query.
import { print } from "@0no-co/graphql.web";
import type { TadaDocumentNode } from "gql.tada";

interface Told {
  message: string;
  extensions?: { code?: string };
}

export class AnswerError extends Error {
  constructor(readonly told: readonly Told[]) {
    super(told.map(({ message }) => message).join(" "));
  }
}

export async function ask<Data, Variables>(
  address: string,
  query: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  key?: string,
): Promise<Data> {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query: print(query), variables }),
  });
  const answer = (await response.json()) as { data?: Data | null; errors?: Told[] };
  if (answer.errors || !answer.data) throw new AnswerError(answer.errors ?? []);
  return answer.data;
}
