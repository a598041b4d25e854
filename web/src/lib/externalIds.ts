import kinds from '../generated/externalIds.json';

export interface ExternalIdKind {
  name: string;
  page?: string;
}

/** Who else knows films by an id, surest first: the server's own list. */
export const externalIds: readonly ExternalIdKind[] = kinds;

/** Where people read about a film; nothing where the one who knows it has no pages. */
export function pageOf(name: string, id: string, known: readonly ExternalIdKind[] = externalIds) {
  return known.find((kind) => kind.name === name)?.page?.replace('{id}', id);
}
