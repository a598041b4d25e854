import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const words = [
  {
    selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Text from outside must never become HTML.',
  },
  {
    selector: 'JSXText[value=/[A-Za-zА-Яа-я]{3}/]:not([value=/Kinoteka/])',
    message: 'Words belong into locales/.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'src/generated', 'results'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess asks for them where a bound is known
      'no-restricted-syntax': ['error', ...words],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text from outside must never become HTML.' },
      ],
    },
  },
  {
    // What is asked of the server, and under which key the answer is kept, stands in one drawer.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/api/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...words,
        {
          selector: 'Property[key.name="queryKey"] > ArrayExpression',
          message: 'Keys are written in src/api/ alone: export this one there.',
        },
        {
          selector: 'CallExpression[callee.object.name="api"]',
          message: 'What is asked of the server stands in src/api/, what is read with its key.',
        },
        {
          selector: 'MemberExpression[property.name=/^(invalidate|refetch|reset)Queries$/]',
          message: 'What a change makes stale is said where the change is, in src/api/.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@tanstack/react-query',
              importNames: ['QueryClient', 'useQueryClient'],
              message: 'There is one cache, in src/api/cache.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/api/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...words,
        {
          selector:
            'CallExpression[callee.name="answer"] > CallExpression[callee.property.name=/^(POST|PUT|PATCH|DELETE)$/]',
          message: 'A change says what it makes stale, if only that it is nothing: change([…], …).',
        },
      ],
    },
  },
  {
    // A test shows words of its own, and looks into what a component holds.
    files: ['src/**/*.test.tsx'],
    rules: { 'no-restricted-syntax': 'off', 'react-hooks/globals': 'off' },
  },
  {
    files: ['scripts/service-worker.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['self', 'caches', 'fetch', 'location', 'Request', 'Response'].map((n) => [n, 'readonly']),
      ),
    },
  },
  {
    files: ['scripts/**', 'public/**', 'api-docs/**', 'tests/**', '*.config.*'],
    languageOptions: {
      globals: {
        document: 'readonly',
        localStorage: 'readonly',
        matchMedia: 'readonly',
        navigator: 'readonly',
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
