/** The rules of a contract as the text of generated/rules.json. */
export function rulesOf(contract: object): string;
