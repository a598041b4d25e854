import { expect, test } from 'vitest';
import { agentName } from './agent';

test('a browser is called by its name and its system', () => {
  const engine = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  expect(agentName(`Mozilla/5.0 (X11; Linux x86_64) ${engine} Chrome/140.0.0.0 Safari/537.36`)).toBe('Chrome, Linux');
  expect(agentName(`Mozilla/5.0 (Windows NT 10.0) ${engine} Chrome/140.0 Safari/537.36 Edg/140.0`)).toBe(
    'Edge, Windows',
  );
  expect(agentName('Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox, macOS',
  );
  expect(
    agentName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1'),
  ).toBe('Safari, iOS');
  expect(agentName('curl/8.5.0')).toBe('curl/8.5.0');
  expect(agentName('')).toBe('');
});
