/**
 * PGlite that parses and plans a statement once. As shipped it sends each statement in five messages (Parse, Describe, Bind,
 * Describe, Execute), each a journey into WebAssembly, and there planning costs several times what running does. Here a
 * statement with parameters keeps a name in Postgres, and from its second use on is one message: Bind and Execute together.
 */
import { type messages, protocol } from '@electric-sql/pglite';
import { GuardedPGlite } from './guarded.ts';

type Messages = messages.BackendMessage[];
type Options = Parameters<GuardedPGlite['execProtocolStream']>[1];

interface Statement {
  text: string;
  name: string;
  /** What Postgres said of its parameters and columns. */
  description?: Messages;
}

/** More would be a program that writes values into its statements; those are not kept. */
const mostStatements = 500;
/** First bytes of the protocol's messages. */
const type = { parse: 80, describe: 68, bind: 66, execute: 69 } as const;
/** Where the statement's name stands, in Parse and in a Bind of the unnamed portal. */
const nameAt = { parse: 5, bind: 6 } as const;
/** The tables changed under the plan, or somebody else's `discard all`. */
const outdated = new Set(['0A000', '26000']);

export class PreparedPGlite extends GuardedPGlite {
  private readonly known = new Map<string, Statement>();
  /** The statement whose messages come in now; PGlite lets nobody else in between. */
  private current: Statement | undefined;
  private bind: Uint8Array | undefined;
  /** How many names were given; none twice. */
  private named = 0;

  override async execProtocolStream(message: Uint8Array, options?: Options): Promise<Messages> {
    if (message[0] === type.parse) return this.parse(message, options);
    const { current, bind } = this;
    if (!current) return super.execProtocolStream(message, options);
    switch (message[0]) {
      case type.describe:
        // That of the portal says nothing new.
        current.description ??= await super.execProtocolStream(describe(current), options);
        return current.description;
      case type.bind:
        this.bind = named(message, current.name);
        return [];
      case type.execute:
        return this.run(current, Buffer.concat([bind!, message]), options);
      default:
        this.current = undefined;
        return super.execProtocolStream(message, options);
    }
  }

  private async parse(message: Uint8Array, options: Options): Promise<Messages> {
    const end = message.indexOf(0, nameAt.parse + 1);
    const text = Buffer.from(message.subarray(nameAt.parse + 1, end)).toString();
    this.current = this.known.get(text);
    if (this.current) return [];
    if (!text.includes('$1') || this.known.size >= mostStatements) return super.execProtocolStream(message, options);
    const statement = { text, name: `s${this.named++}` };
    const answer = await super.execProtocolStream(protocol.serialize.parse(statement), options);
    this.known.set(text, statement);
    this.current = statement;
    return answer;
  }

  private async run(statement: Statement, message: Uint8Array, options: Options): Promise<Messages> {
    try {
      return await super.execProtocolStream(message, options);
    } catch (error) {
      if (outdated.has((error as { code?: string }).code ?? '')) this.known.delete(statement.text);
      throw error;
    }
  }
}

function describe({ name }: Statement): Uint8Array {
  return protocol.serialize.describe({ type: 'S', name });
}

/** A Bind of the unnamed statement, made one of a named statement. */
function named(bind: Uint8Array, name: string): Uint8Array {
  const result = Buffer.concat([bind.subarray(0, nameAt.bind), Buffer.from(name), bind.subarray(nameAt.bind)]);
  result.writeInt32BE(result.length - 1, 1);
  return result;
}
