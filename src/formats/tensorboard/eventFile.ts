/**
 * TensorBoard's event files: messages of `tensorboard/compat/proto/event.proto` in the frames of TFRecord, each with its length and the
 * masked CRC-32C of both. Numbers of fields are those of the `.proto` files.
 */
import {
  bytesField,
  doubleField,
  type Encoded,
  fields,
  floatField,
  integerField,
  messageField,
  textField,
  toBytes,
} from '../protobuf.ts';
import { maskedCrc32c } from './crc32c.ts';

/** What one event tells. */
export interface LoggedEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  readonly values: readonly LoggedValue[];
}

export type LoggedValue =
  | { readonly tag: string; readonly scalar: number }
  /** Shown as Markdown. */
  | { readonly tag: string; readonly text: string }
  /** What the HParams plugin keeps, a message of its own. */
  | { readonly tag: string; readonly hparams: Encoded };

const dataClass = { tensor: 2 };
const stringType = 7;

/** SummaryMetadata: which plugin shows a value. */
const pluginOf = (name: string, content: Encoded = fields()): Encoded =>
  messageField(
    9,
    fields(
      messageField(1, fields(textField(1, name), bytesField(2, toBytes(content)))),
      integerField(4, dataClass.tensor),
    ),
  );

/** TensorProto of no dimension. */
const stringTensor = (bytes: Uint8Array): Encoded =>
  messageField(8, fields(integerField(1, stringType), messageField(2, fields()), bytesField(8, bytes)));

function summaryValue(value: LoggedValue): Encoded {
  const tag = textField(1, value.tag);
  if ('scalar' in value) return fields(tag, floatField(2, value.scalar));
  if ('text' in value)
    return fields(tag, pluginOf('text'), stringTensor(new TextEncoder().encode(value.text)));
  return fields(tag, pluginOf('hparams', value.hparams), stringTensor(new Uint8Array()));
}

const eventMessage = ({ wallTime, step, values }: LoggedEvent): Encoded =>
  fields(
    doubleField(1, wallTime),
    integerField(2, step),
    messageField(5, fields(...values.map((value) => messageField(1, summaryValue(value))))),
  );

/** Length, its checksum, the message, its checksum. */
function framed(message: Encoded): Uint8Array {
  const bytes = new Uint8Array(message.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(message.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(toBytes(message), 12);
  view.setUint32(12 + message.length, maskedCrc32c(bytes.subarray(12, 12 + message.length)), true);
  return bytes;
}

/** @param started Seconds since 1970: of the first record, which names the format. */
export function eventFile(started: number, events: readonly LoggedEvent[]): Uint8Array {
  const version = fields(doubleField(1, started), textField(3, 'brain.Event:2'));
  // Each at once: the small parts of a hundred thousand points are never all there together.
  const records = [framed(version), ...events.map((event) => framed(eventMessage(event)))];
  const bytes = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const record of records) {
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}
