/**
 * Every word the page shows, in English, a file for each room of the page. A catalogue is a plain object of texts and of
 * functions from values to texts; its type is what every other language has to fill.
 */
import { noticeOf, sentenceOf } from '../../../problems/index.ts';
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
import { run } from './run.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { stage } from './stage.ts';
import { training } from './training.ts';

export const en = {
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
  /** What went wrong: each member of the union has its words in src/problems. */
  problem: sentenceOf,
  /** Which device trains and why, what a measurement is doing. */
  notice: noticeOf,
};

export type Words = typeof en;
