/** Every word the page shows, in Chinese, room by room like the English catalogue, whose type it has. */
import type { Words } from '../en/index.ts';
import { actions, keys } from './actions.ts';
import { curves } from './curves.ts';
import { diagram } from './diagram.ts';
import { estimate } from './estimate.ts';
import { figures } from './figures.ts';
import { files } from './files.ts';
import { flow } from './flow.ts';
import { help } from './help.ts';
import { log } from './log.ts';
import { model } from './model.ts';
import { page } from './page.ts';
import { palette } from './palette.ts';
import { notice, problem } from './problems/index.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { stage } from './stage.ts';
import { training } from './training.ts';

export const zh: Words = {
  figures,
  actions,
  keys,
  page,
  model,
  settings,
  training,
  estimate,
  run,
  runs,
  files,
  flow,
  help,
  palette,
  curves,
  diagram,
  stage,
  log,
  problem,
  notice,
};
