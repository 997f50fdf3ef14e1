using System.Globalization;

namespace Actors.Benchmarks.Databases;

/// <summary>
/// Lets the system's cache of files take the free memory, as on a machine that has been up for a while: by reading a file without contents,
/// which costs no disk. A virtual machine often gets a page of memory from its host only when it touches it first, and gives it back when it
/// is free again; then whatever is written to a new page waits for the host, and a benchmark measures that. Pages that hold
/// files stay with the machine, and the system uses them again at once for whatever needs memory.
/// </summary>
internal sealed class FileCache : IDisposable
{
    private const string Source = "/proc/meminfo";
    private const int Part = 1 << 20;
    private readonly FileStream _file;

    public FileCache()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        File.Delete(path); // It lives as long as it is open, so that nothing is left behind however this process ends.
    }

    /// <summary>Fills what is free.</summary>
    /// <returns>How many bytes of memory are still free; <see langword="null"/> where the system does not tell, and nothing was done.</returns>
    public long? Fill(CancellationToken cancellationToken)
    {
        if (!File.Exists(Source))
        {
            return null;
        }

        _file.SetLength(Read("MemAvailable"));
        _file.Position = 0;
        var part = new byte[Part];
        while (_file.Read(part) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Read("MemFree");
    }

    public void Dispose() => _file.Dispose();

    private static long Read(string name)
    {
        var line = File.ReadLines(Source).First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
