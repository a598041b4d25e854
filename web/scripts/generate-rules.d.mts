/** The rules of a contract as the text of generated/rules.json. */
export function rulesOf(contract: object): string;
/** Who else knows films, as the text of generated/externalIds.json. */
export function externalIdsOf(contract: object): string;
