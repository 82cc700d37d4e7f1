#!/usr/bin/env node
// `npx resnet COMMAND …` in this folder: loads the command line, which is TypeScript, through tsx.
import { register } from 'tsx/esm/api';

register();
await import('../src/cli/main.ts');
