/**
 * What a store lies on: a file system of this machine alone (`"local"`), or one that other machines
 * may have mounted too (`"network"`), where memory cannot be shared between all who have the file
 * open.
 */
export type FileSystemType = "local" | "network";
