import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom, in the words of the folders below src/. Nobody imports upward or sideways.
 * Each layer's tsconfig.json says the same through its references, so a wrong import does not compile either.
 */
const MAY_IMPORT = {
  shared: [],
  'virtual-board': ['shared'],
  engine: ['shared', 'virtual-board'],
  ipc: ['shared'],
  main: ['shared', 'virtual-board', 'engine', 'ipc'],
  cli: ['shared', 'virtual-board', 'engine'],
  preload: ['shared', 'ipc'],
  renderer: ['shared', 'ipc'],
};

/** Node's built-ins and Electron are for these layers only. */
const MAY_USE_NODE = ['virtual-board', 'engine', 'main', 'cli'];
const MAY_USE_ELECTRON = ['main', 'preload'];

const LAYERS = Object.keys(MAY_IMPORT);

const layerRules = LAYERS.map((layer) => {
  const strangers = LAYERS.filter((other) => other !== layer && !MAY_IMPORT[layer].includes(other));
  const patterns = [
    {
      regex: `^(\\.\\.?/)+(src/)?(${[...strangers, 'tests', 'bench'].join('|')})(/|$)`,
      message: `The layer '${layer}' may import only: ${MAY_IMPORT[layer].join(', ') || 'nothing'}.`,
    },
  ];
  if (!MAY_USE_NODE.includes(layer))
    patterns.push({ regex: '^node:', message: `The layer '${layer}' runs without Node.` });
  if (!MAY_USE_ELECTRON.includes(layer))
    patterns.push({ regex: '^electron($|/)', message: `The layer '${layer}' knows no Electron.` });
  return {
    files: [`src/${layer}/**/*.{ts,vue}`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default defineConfig(
  globalIgnores([
    'out/**',
    'release/**',
    'coverage/**',
    'test-results/**',
    'node_modules/**',
    '.cache/**',
  ]),
  js.configs.recommended,
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.{ts,vue}'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      vue.configs['flat/recommended'],
    ],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: ['./src/*/tsconfig.json', './tests/tsconfig.json', './bench/tsconfig.json'],
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-undef': 'off', // TypeScript's own check is better
      'vue/multi-word-component-names': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/dot-notation': 'off', // noPropertyAccessFromIndexSignature asks for brackets
    },
  },
  ...layerRules,
  {
    // One door for IPC: the contract's two wrappers.
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/main/ipc.ts', 'src/preload/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/^(ipcMain|ipcRenderer)$/]',
          message:
            'IPC goes through src/ipc/contract.ts: serve() in src/main/ipc.ts, or the bridge in src/preload/index.ts.',
        },
      ],
    },
  },
  {
    // .vue imports are `any` to typescript-eslint; vue-tsc checks them
    files: ['tests/**/*.ts', 'src/renderer/**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  prettier,
);
