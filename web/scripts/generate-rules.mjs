// From contract/openapi.json: the rules of everything the server reads, which forms check while one types, and who else
// knows films by ids.
import { readFileSync, writeFileSync } from 'node:fs';

const kept = ['type', 'enum', 'minLength', 'maxLength', 'minimum', 'maximum', 'maxItems', 'pattern', 'required'];

function rule(schema) {
  if (schema.$ref) return { $ref: schema.$ref.split('/').pop() };
  if (schema.anyOf) return { ...rule(schema.anyOf[0]), nullable: true };
  const out = Object.fromEntries(kept.filter((key) => key in schema).map((key) => [key, schema[key]]));
  if (schema.items) out.items = rule(schema.items);
  if (schema.properties) {
    out.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, rule(part)]));
  }
  return out;
}

export function rulesOf(contract) {
  const inputs = Object.entries(contract.components.schemas).filter(
    ([, schema]) => schema.additionalProperties === false,
  );
  const rules = Object.fromEntries(inputs.map(([name, schema]) => [name, rule(schema)]));
  return JSON.stringify(rules, null, 2) + '\n';
}

/** Who else knows films: [{ name: 'imdb', page: 'https://www.imdb.com/title/{id}/' }, …], surest first. */
export function externalIdsOf(contract) {
  const kinds = Object.entries(contract.components.schemas.ExternalIds.properties);
  return (
    JSON.stringify(
      kinds.map(([name, schema]) => ({ name, page: schema['x-page'] })),
      null,
      2,
    ) + '\n'
  );
}

if (process.argv[1] === import.meta.filename) {
  const contract = JSON.parse(readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'));
  writeFileSync(new URL('../src/generated/rules.json', import.meta.url), rulesOf(contract));
  writeFileSync(new URL('../src/generated/externalIds.json', import.meta.url), externalIdsOf(contract));
}
