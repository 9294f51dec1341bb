declare module 'fs-native-extensions' {
  /** Takes a lock of the operating system on a range of an open file; false when somebody else has it. */
  export function tryLock(fd: number, offset?: number, length?: number): boolean;
}
