using System.IO.Compression;
using Actors.Streams;

namespace Actors.Runtime.Streams.Files;

/// <summary>Opens input files and puts what can go wrong into one clear line.</summary>
internal static class InputFile
{
    /// <summary>Opens a file as it lies on the disk.</summary>
    /// <exception cref="SourceUnreadableException">It is missing, a directory, or may not be read.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new SourceUnreadableException($"'{path}' is a directory; name a file.");

        try
        {
            return new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.Read,
                    Share = FileShare.Read,
                    BufferSize = 0,
                    Options = FileOptions.SequentialScan,
                });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceUnreadableException($"'{path}' does not exist.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            throw new SourceUnreadableException($"'{path}' cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Opens a file for its content, unzipped when it begins with gzip's magic bytes, whatever its name.</summary>
    public static Stream OpenContent(string path)
    {
        var file = Open(path);
        Span<byte> magic = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The exception for a file whose content cannot be read.</summary>
    public static SourceUnreadableException Damaged(string path, Exception cause) => cause is InvalidDataException
        ? new SourceUnreadableException($"'{path}' is a damaged gzip file: {cause.Message}", cause)
        : new SourceUnreadableException($"'{path}' cannot be read: {cause.Message}", cause);
}
