import rules from '../generated/rules.json';

// The server's own rules for what it reads, checked while one types. What only the server can know it still says itself.

interface Rule {
  $ref?: string;
  nullable?: boolean;
  type?: string | string[];
  enum?: (string | null)[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  pattern?: string;
  required?: string[];
  items?: Rule;
  properties?: Record<string, Rule>;
}

export type SchemaName = keyof typeof rules;
export interface Fault {
  path: string;
  /** Of a text under `rule.` in the locales. */
  key: 'required' | 'short' | 'long' | 'range' | 'form' | 'many';
  params: Record<string, number>;
}

const all = rules as Record<string, Rule>;
const resolved = (rule: Rule): Rule => (rule.$ref ? { ...all[rule.$ref]!, nullable: !!rule.nullable } : rule);
const typesOf = (rule: Rule) => [rule.type ?? []].flat();
const mayBeNull = (rule: Rule) => !!rule.nullable || typesOf(rule).includes('null');

/** What a form holds as the server wants it: numbers as numbers, fields left empty as null or left out. */
export function toBody(rule: Rule, value: unknown): unknown {
  const schema = resolved(rule);
  const types = typesOf(schema);
  if (value === '' || value === undefined || value === null) {
    if (mayBeNull(schema)) return null;
    return types.includes('string') && value === '' ? '' : undefined;
  }
  if ((types.includes('integer') || types.includes('number')) && typeof value === 'string') {
    return /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => toBody(schema.items ?? {}, item));
  if (schema.properties && typeof value === 'object') {
    const from = value as Record<string, unknown>;
    const entries = Object.entries(schema.properties).map(([name, part]) => [name, toBody(part, from[name])] as const);
    return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
  }
  return value;
}

/** Everything in a body that the server would refuse by its schema. */
export function faultsOf(rule: Rule, value: unknown, path = ''): Fault[] {
  const schema = resolved(rule);
  if (value === null || value === undefined) return [];
  const fault = (key: Fault['key'], params: Fault['params'] = {}): Fault[] => [{ path, key, params }];
  if (Array.isArray(value)) {
    if (value.length > (schema.maxItems ?? Infinity)) return fault('many', { max: schema.maxItems! });
    return value.flatMap((item, i) => faultsOf(schema.items ?? {}, item, `${path}.${i}`));
  }
  if (schema.properties && typeof value === 'object') {
    return Object.entries(schema.properties).flatMap(([name, part]) => {
      const at = path ? `${path}.${name}` : name;
      const inner = (value as Record<string, unknown>)[name];
      const missing = inner === undefined || inner === null || inner === '';
      const needed = schema.required?.includes(name) && !mayBeNull(resolved(part));
      if (missing && needed) return [{ path: at, key: 'required' as const, params: {} }];
      return faultsOf(part, inner, at);
    });
  }
  if (typeof value === 'string') {
    if (typesOf(schema).some((type) => type === 'integer' || type === 'number')) {
      return fault('range', { min: schema.minimum ?? 0, max: schema.maximum ?? 0 });
    }
    const length = [...value].length; // the server counts characters, not UTF-16
    if (length < (schema.minLength ?? 0)) {
      return length === 0 ? fault('required') : fault('short', { min: schema.minLength! });
    }
    if (length > (schema.maxLength ?? Infinity)) return fault('long', { max: schema.maxLength! });
    if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) return fault('form');
  }
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (value < minimum || value > maximum) return fault('range', { min: minimum, max: maximum });
  }
  return [];
}

export const rule = (name: SchemaName): Rule => all[name]!;
