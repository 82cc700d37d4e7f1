/**
 * Reads what Python pickled, without Python: dictionaries, lists, texts, numbers and NumPy's arrays. A pickle is a program that builds objects, and this reader knows
 * only the steps that build these (protocols 2 to 5). Nothing is ever called: the few names of NumPy that such files have stand for what is built here, and any other
 * name ends the reading.
 */
import { OwnDataError } from '../ownDataError.ts';
import type { NdArray } from './ndArray.ts';

/** A name of Python that the file asks for. */
class Name {
  constructor(readonly name: string) {}
}

/** A type of numbers, whose order of bytes comes later. */
class Dtype {
  order = '|';
  constructor(readonly kind: string) {}
  get text(): string {
    return `${this.order}${this.kind}`;
  }
}

/** An array, which is filled later. */
export class PickledArray implements NdArray {
  shape: readonly number[] = [];
  data: Uint8Array = new Uint8Array();
  dtype = '|u1';
}

export type Pickled =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Pickled[]
  | ReadonlyMap<string, Pickled>
  | PickledArray
  | Name
  | Dtype;

/** Steps that one file may take; CIFAR-100 takes a quarter of a million. */
const mostSteps = 20_000_000;

/** Names of NumPy, which moved between its versions, and what stands for bytes in protocol 2. */
const known: readonly RegExp[] = [
  /^numpy\.(core|_core)\.multiarray\._reconstruct$/,
  /^numpy\.(core|_core)\.multiarray\.scalar$/,
  /^numpy\.(core|_core)\.numeric\._frombuffer$/,
  /^numpy\.(ndarray|dtype)$/,
  /^_codecs\.encode$/,
];

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder();

const textOf = (value: Pickled | undefined): string =>
  value instanceof Uint8Array ? latin1.decode(value) : String(value);

const isList = (value: Pickled | undefined): value is readonly Pickled[] => Array.isArray(value);

const numbersIn = (value: Pickled | undefined): number[] => (isList(value) ? value.map(Number) : []);

const isBytes = (value: Pickled | undefined): value is Uint8Array => value instanceof Uint8Array;

/** Bytes that Python 2 had as a text are latin1. */
const bytesOf = (value: Pickled | undefined): Uint8Array =>
  isBytes(value) ? value : Uint8Array.from(textOf(value), (char) => char.charCodeAt(0));

/** What a name with its arguments stands for. */
function built(name: string, args: readonly Pickled[]): Pickled | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const [first, second, third] = args;
  switch (last) {
    case '_reconstruct':
      return new PickledArray();
    case 'dtype':
      return new Dtype(textOf(first).replace(/^[<>|=]/, ''));
    case 'encode':
      return bytesOf(first);
    case '_frombuffer': {
      if (!isBytes(first) || !(second instanceof Dtype)) return undefined;
      const array = new PickledArray();
      array.data = first;
      array.dtype = second.text;
      array.shape = numbersIn(third);
      return array;
    }
    case 'scalar': {
      const bytes = bytesOf(second);
      if (!(first instanceof Dtype) || !/^[iu][1248]$/.test(first.kind)) return undefined;
      let value = 0;
      for (let i = bytes.length - 1; i >= 0; i--) value = value * 256 + (bytes[i] as number);
      return value;
    }
    default:
      return undefined;
  }
}

/** Gives what was built its state. */
function filled(target: Pickled | undefined, state: Pickled | undefined): boolean {
  if (!isList(state)) return false;
  if (target instanceof PickledArray) {
    const [, shape, dtype, fortran, data] = state;
    if (!(dtype instanceof Dtype) || fortran === true || data === undefined) return false;
    target.shape = numbersIn(shape);
    target.dtype = dtype.text;
    target.data = bytesOf(data);
    return true;
  }
  if (target instanceof Dtype) {
    target.order = textOf(state[1]);
    return true;
  }
  return false;
}

class Reader {
  #at = 0;
  #stack: Pickled[] = [];
  readonly #marks: Pickled[][] = [];
  readonly #memo = new Map<number, Pickled>();
  readonly #view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #damaged(): OwnDataError {
    return new OwnDataError({ kind: 'data-damaged', name: this.file });
  }

  #pop(): Pickled {
    const value = this.#stack.pop();
    if (value === undefined) throw this.#damaged();
    return value;
  }

  /** What was put down since the last mark. */
  #sinceMark(): Pickled[] {
    const items = this.#stack;
    const before = this.#marks.pop();
    if (!before) throw this.#damaged();
    this.#stack = before;
    return items;
  }

  #byte(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) throw this.#damaged();
    return byte;
  }

  /** A length of one, four or eight bytes. */
  #length(size: 1 | 4 | 8): number {
    if (this.#at + size > this.bytes.length) throw this.#damaged();
    const at = this.#at;
    this.#at += size;
    if (size === 1) return this.#view.getUint8(at);
    return size === 4 ? this.#view.getUint32(at, true) : Number(this.#view.getBigUint64(at, true));
  }

  #take(length: number): Uint8Array {
    const bytes = this.bytes.subarray(this.#at, this.#at + length);
    if (bytes.length < length) throw this.#damaged();
    this.#at += length;
    return bytes;
  }

  #line(): string {
    const end = this.bytes.indexOf(10, this.#at);
    if (end < 0) throw this.#damaged();
    const line = latin1.decode(this.bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return line;
  }

  #name(name: string): Name {
    if (!known.some((pattern) => pattern.test(name)))
      throw new OwnDataError({ kind: 'pickle-calls', name: this.file, call: name });
    return new Name(name);
  }

  #extend(items: readonly Pickled[]): void {
    const list = this.#stack[this.#stack.length - 1];
    if (!Array.isArray(list)) throw this.#damaged();
    for (const item of items) list.push(item);
  }

  #set(items: readonly Pickled[]): void {
    const map = this.#stack[this.#stack.length - 1];
    if (!(map instanceof Map)) throw this.#damaged();
    for (let i = 0; i + 1 < items.length; i += 2) map.set(textOf(items[i]), items[i + 1]);
  }

  #call(): void {
    const args = this.#pop();
    const name = this.#pop();
    const value = name instanceof Name && isList(args) ? built(name.name, args) : undefined;
    if (value === undefined) throw this.#damaged();
    this.#stack.push(value);
  }

  #remembered(key: number): Pickled {
    const value = this.#memo.get(key);
    if (value === undefined) throw this.#damaged();
    return value;
  }

  #remember(key: number): void {
    const value = this.#stack[this.#stack.length - 1];
    if (value === undefined) throw this.#damaged();
    this.#memo.set(key, value);
  }

  /** A whole number of so many bytes, the lowest first. */
  #long(length: number): number {
    const bytes = this.#take(length);
    if (length > 8) throw this.#damaged();
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = value * 256n + BigInt(bytes[i] as number);
    return Number(BigInt.asIntN(8 * length, value));
  }

  /** @returns what stands at the end; undefined before it. */
  #step(opcode: string): Pickled | undefined {
    const push = (value: Pickled) => void this.#stack.push(value);
    switch (opcode) {
      case '\x80':
        return void this.#byte();
      case '\x95':
        return void this.#length(8);
      case '.':
        return this.#pop();
      case '(':
        this.#marks.push(this.#stack);
        this.#stack = [];
        return undefined;
      case '0':
        return void this.#pop();
      case '1':
        return void this.#sinceMark();
      case 'N':
        return push(null);
      case '\x88':
        return push(true);
      case '\x89':
        return push(false);
      case 'K':
        return push(this.#byte());
      case 'M':
        return push(this.#byte() + 256 * this.#byte());
      case 'J':
        return push(this.#length(4) | 0);
      case '\x8a':
        return push(this.#long(this.#byte()));
      case 'G': {
        const at = this.#at;
        this.#take(8);
        return push(this.#view.getFloat64(at));
      }
      // Texts of Python 2, which may be bytes.
      case 'U':
      case 'C':
        return push(this.#take(this.#length(1)));
      case 'T':
      case 'B':
        return push(this.#take(this.#length(4)));
      case '\x8e':
      case '\x96':
        return push(this.#take(this.#length(8)));
      case '\x8c':
        return push(utf8.decode(this.#take(this.#length(1))));
      case 'X':
        return push(utf8.decode(this.#take(this.#length(4))));
      case '\x8d':
        return push(utf8.decode(this.#take(this.#length(8))));
      case '}':
        return push(new Map());
      case ']':
      case ')':
        return push([]);
      case 'd': {
        const items = this.#sinceMark();
        push(new Map());
        return this.#set(items) as undefined;
      }
      case 's': {
        const value = this.#pop();
        return this.#set([this.#pop(), value]) as undefined;
      }
      case 'u':
        return this.#set(this.#sinceMark()) as undefined;
      case 'a':
        return this.#extend([this.#pop()]) as undefined;
      case 'e':
        return this.#extend(this.#sinceMark()) as undefined;
      case 'l':
      case 't':
        return push(this.#sinceMark());
      case '\x85':
      case '\x86':
      case '\x87': {
        const items: Pickled[] = [];
        for (let n = opcode.charCodeAt(0) - 0x84; n > 0; n--) items.unshift(this.#pop());
        return push(items);
      }
      case 'q':
        return this.#remember(this.#byte()) as undefined;
      case 'r':
        return this.#remember(this.#length(4)) as undefined;
      case '\x94':
        return this.#remember(this.#memo.size) as undefined;
      case 'h':
        return push(this.#remembered(this.#byte()));
      case 'j':
        return push(this.#remembered(this.#length(4)));
      case 'c': {
        const module = this.#line();
        return push(this.#name(`${module}.${this.#line()}`));
      }
      case '\x93': {
        const name = textOf(this.#pop());
        return push(this.#name(`${textOf(this.#pop())}.${name}`));
      }
      case 'R':
        return this.#call() as undefined;
      case 'b': {
        const state = this.#pop();
        if (!filled(this.#stack[this.#stack.length - 1], state)) throw this.#damaged();
        return undefined;
      }
      default:
        throw this.#damaged();
    }
  }

  read(): Pickled {
    for (let steps = 0; steps < mostSteps; steps++) {
      const opcode = String.fromCharCode(this.#byte());
      const value = this.#step(opcode);
      if (opcode === '.') return value as Pickled;
    }
    throw this.#damaged();
  }
}

/** A pickle begins with its protocol. */
export const isPickle = (head: Uint8Array): boolean =>
  head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 9) <= 5;

/** @throws OwnDataError where it is damaged, or asks for anything else than what is known. */
export const readPickle = (bytes: Uint8Array, file: string): Pickled => new Reader(bytes, file).read();
