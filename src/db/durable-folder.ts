/**
 * PGlite's folder with real fsync. As shipped PGlite never fsyncs: it starts with `-F`, its node file system has no fsync
 * (so fd_sync answers 0 and does nothing), and fdatasync, Postgres' default for its log here, is an empty function in the
 * Emscripten glue. So: no `-F`, `wal_sync_method=fsync`, and the missing fsync put into the file system.
 */
import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { flush } from './flush.ts';

type Started = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts'];
type PostgresModule = Parameters<NonNullable<Started['preRun']>[number]>[0];

/** What Emscripten's node file system keeps of an open file, and the part of the file system that we add to. */
interface Stream {
  /** The real file descriptor. */
  nfd?: number;
}
interface NodeFileSystem {
  stream_ops: { fsync?: (stream: Stream) => number };
  /** Turns a Node error into the errno that Postgres sees. */
  tryFSOperation(work: () => void): void;
}

/**
 * Start parameters of PGlite with fsync on, through the one call that reaches the disk. A quarter of its usual buffers: a
 * community's data fits in them, and the program takes 100 MB less of a volunteer's machine. A statement is planned once for
 * all values: planning in WebAssembly costs several times what running does.
 */
export const durableStart = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'shared_buffers=32MB',
  '-c',
  'plan_cache_mode=force_generic_plan',
];

export class DurableFolder extends NodeFS {
  /** How often Postgres has flushed something: about once a commit. */
  flushes = 0;
  private module: PostgresModule | undefined;
  private readonly flush: (fd: number) => void;

  /** @param flushFile flushes a file or directory; throws Node's errors */
  constructor(folder: string, flushFile: (fd: number) => void = flush) {
    super(folder);
    this.flush = flushFile;
  }

  override async init(pg: PGlite, options: Started): Promise<{ emscriptenOpts: Started }> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addSync = (module: PostgresModule) => {
      this.module = module;
      const files = module.NODEFS as unknown as NodeFileSystem;
      files.stream_ops.fsync = (stream) => {
        this.flushes++;
        files.tryFSOperation(() => this.flush(stream.nfd!));
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } };
  }

  /** Closes the files of a database that gave up and so cannot be closed. */
  abandon(): void {
    const streams = (this.module?.FS as { streams?: (Stream | null)[] } | undefined)?.streams ?? [];
    for (const stream of streams) {
      if (stream?.nfd === undefined) continue;
      try {
        fs.closeSync(stream.nfd);
      } catch {
        // Two streams may share a descriptor; it is closed either way.
      }
      delete stream.nfd;
    }
  }
}
