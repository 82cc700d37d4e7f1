/** How a run looks in a terminal: results on stdout, as the note's lines or as JSON; the way there on stderr. */
import { sentenceOf } from '../problems/index.ts';
import { fewPicturesText } from '../training/accuracyInterval.ts';
import { noteEpochLine, type RunEvent } from '../training/events.ts';
import type { Terminal } from './command.ts';
import { eventJson } from './eventJson.ts';
import { datasetLine } from './setText.ts';

export interface PrinterOptions {
  readonly json: boolean;
  /** Step lines too. */
  readonly verbose: boolean;
  /** Whether stderr is a terminal, where one line can be written over. */
  readonly live: boolean;
  readonly write: (text: string) => void;
}

/** @returns what prints an event. */
export function trainPrinter(terminal: Terminal, options: PrinterOptions): (event: RunEvent) => void {
  const { json, verbose, live, write } = options;
  let totalSteps = 0;
  let mirrored = false;
  let testImages = 0;
  let accuracy = Number.NaN;

  /** A line that the next one replaces; only in a terminal. */
  const status = (text: string) => {
    if (live) write(`\r\u001b[K${text}`);
  };
  const result = (event: RunEvent) => {
    status('');
    const { runId: _, ...rest } = eventJson(event);
    terminal.print(JSON.stringify(rest));
  };

  return (event) => {
    switch (event.type) {
      case 'start':
        totalSteps = event.totalSteps;
        mirrored = event.config.mirrorTest;
        ({ testImages } = event.config);
        if (json) result(event);
        else terminal.tell(datasetLine(event.config));
        return;
      case 'phase':
      case 'vitals':
      case 'predictions':
      case 'frame':
        return;
      case 'progress':
        return status(`${event.task}: ${event.done} of ${event.total}`);
      case 'step': {
        if (json && verbose) return result(event);
        const { step, trainLoss, trainAccuracy, imagesPerSecond } = event;
        const line = `step ${step} of ${totalSteps}  loss ${trainLoss.toFixed(4)}  accuracy ${(100 * trainAccuracy).toFixed(1)} %  ${imagesPerSecond.toFixed(0)} pictures/s`;
        if (verbose) terminal.tell(line);
        else status(line);
        return;
      }
      case 'epoch':
        if (json) return result(event);
        accuracy = event.testAccuracy;
        status('');
        return terminal.print(noteEpochLine(event, mirrored));
      case 'refusal':
        if (json) return result(event);
        status('');
        return terminal.tell(sentenceOf(event.problem));
      case 'change':
        if (json) return result(event);
        status('');
        if (event.settings.blocks)
          terminal.tell(
            `From step ${event.step} on the network has ${event.settings.blocks.join(',')} blocks.`,
          );
        return;
      case 'recovery':
        if (json) result(event);
        else status('');
        return;
      case 'end': {
        if (json) return result(event);
        status('');
        const few = fewPicturesText(accuracy, testImages);
        if (few) terminal.tell(few);
        return;
      }
      default:
        return event satisfies never;
    }
  };
}
