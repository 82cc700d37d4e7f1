/**
 * The messages of an ONNX file that a network needs, by the field numbers of onnx.proto.
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import {
  bytesField,
  type Encoded,
  fields,
  floatField,
  integerField,
  integersField,
  messageField,
  textField,
} from '../protobuf.ts';

/** Batch norm, Pad and Slice are as they have been since 13 to 15; every runtime of the last years reads 17. */
const opset = 17;
/** The first format version that knows this opset. */
const irVersion = 8;

const elementTypes = { float: 1, int64: 7 } as const;
const attributeTypes = { float: 1, int: 2, ints: 7 } as const;

/** A whole number, a fraction (marked as such, for 1 may be either) or several whole numbers. */
export type Attribute = number | { readonly float: number } | readonly number[];

function attributeOf(name: string, value: Attribute): Encoded {
  if (typeof value === 'number')
    return fields(textField(1, name), integerField(3, value), integerField(20, attributeTypes.int));
  if ('float' in value)
    return fields(textField(1, name), floatField(2, value.float), integerField(20, attributeTypes.float));
  return fields(textField(1, name), integersField(8, value), integerField(20, attributeTypes.ints));
}

export interface Node {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

const nodeOf = ({ op, name, inputs, output, attributes = {} }: Node): Encoded =>
  fields(
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(3, name),
    textField(4, op),
    ...Object.entries(attributes).map(([key, value]) => messageField(5, attributeOf(key, value))),
  );

export interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

const tensorOf = ({ name, shape, data }: Initializer): Encoded =>
  fields(
    integersField(1, shape),
    integerField(2, data instanceof Float32Array ? elementTypes.float : elementTypes.int64),
    textField(8, name),
    bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  );

/** An input or output of the graph, of floats. A text among its dimensions is a free one. */
export interface Value {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

function valueInfoOf({ name, shape }: Value): Encoded {
  const dimensions = shape.map((d) =>
    messageField(1, typeof d === 'string' ? textField(2, d) : integerField(1, d)),
  );
  const type = fields(integerField(1, elementTypes.float), messageField(2, fields(...dimensions)));
  return fields(textField(1, name), messageField(2, messageField(1, type)));
}

export interface Graph {
  readonly name: string;
  /** In an order in which each has its inputs. */
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly input: Value;
  readonly output: Value;
}

/** A whole file. */
export function modelOf(graph: Graph, metadata: Readonly<Record<string, string>>): Encoded {
  const graphMessage = fields(
    ...graph.nodes.map((node) => messageField(1, nodeOf(node))),
    textField(2, graph.name),
    ...graph.initializers.map((tensor) => messageField(5, tensorOf(tensor))),
    messageField(11, valueInfoOf(graph.input)),
    messageField(12, valueInfoOf(graph.output)),
  );
  return fields(
    integerField(1, irVersion),
    textField(2, 'ResNet Playground'),
    messageField(7, graphMessage),
    messageField(8, fields(textField(1, ''), integerField(2, opset))),
    ...Object.entries(metadata).map(([key, value]) =>
      messageField(14, fields(textField(1, key), textField(2, value))),
    ),
  );
}
