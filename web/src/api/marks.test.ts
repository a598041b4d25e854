import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { EntryPatch } from './client';
import { marked, type Mark } from './marks';

type Row = { what: string; before: Mark; patch: EntryPatch; after: Mark };

// The same table as the server's (unit/diary_rules_test.cpp): what a press shows at once is what will be saved.
const table = path.join(import.meta.dirname, '../../../contract/marking.json');
const rows = JSON.parse(readFileSync(table, 'utf8')) as Row[];

test.each(rows)('$what', ({ before, patch, after }) => {
  expect(marked(before, patch)).toEqual(after);
});
