using System.ComponentModel.DataAnnotations;

namespace Actors.Runtime.Streams.Files;

/// <summary>How a file is read.</summary>
public sealed record FileSourceOptions
{
    /// <summary>
    /// What the file is read for; a part of its lane, so that one journal can take the same file for two purposes. Default
    /// <c>commands</c>.
    /// </summary>
    public string Purpose { get; init; } = "commands";

    /// <summary>
    /// The longest record, in bytes. A longer one ends the reading: it is most likely a quote that was never closed. Default
    /// 1 MiB, which is far above real rows and bounds memory.
    /// </summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int RecordBytesMax { get; init; } = 1024 * 1024;

    /// <summary>How many bytes are read at a time; records are slices of such blocks. Default 64 KiB, below the large object heap.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int BlockBytes { get; init; } = 64 * 1024;
}
