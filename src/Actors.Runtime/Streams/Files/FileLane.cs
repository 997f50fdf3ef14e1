using System.Globalization;
using System.Security.Cryptography;

namespace Actors.Runtime.Streams.Files;

/// <summary>
/// Names a file as a lane: by what it is for, its name, its length and a digest of its first 64 KiB. The same file elsewhere on
/// the disk is the same lane and goes on where it was; a changed one is a new lane, read from its start.
/// </summary>
internal static class FileLane
{
    private const int DigestedBytesMax = 64 * 1024;
    private const int FileNameLengthMax = 100;

    public static Lane Of(string path, string purpose)
    {
        using var file = InputFile.Open(path);
        try
        {
            var head = new byte[Math.Min(file.Length, DigestedBytesMax)];
            file.ReadExactly(head);
            var digest = Convert.ToHexStringLower(SHA256.HashData(head))[..16];
            var name = string.Concat(Path.GetFileName(path).Where(c => !char.IsControl(c)).TakeLast(FileNameLengthMax));
            return new Lane(string.Create(CultureInfo.InvariantCulture, $"file:{purpose}:{name}:{file.Length}:{digest}"));
        }
        catch (IOException exception)
        {
            throw InputFile.Damaged(path, exception);
        }
    }
}
