namespace Shop.Node.Tests.Processes;

/// <summary>A small disk of its own, in memory, that can be filled and made bigger. Needs the rights to mount.</summary>
internal sealed class FullDisk : IAsyncDisposable
{
    private readonly string _folder;

    private FullDisk(string folder) => _folder = folder;

    /// <summary>Why there cannot be one here; <see langword="null"/> where there can.</summary>
    public static string? Missing { get; } = FindMissing();

    public static async Task<FullDisk> Mount(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        await Shell.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        return new FullDisk(folder);
    }

    public Task Grow(string size) => Shell.Run("mount", "-o", $"remount,size={size}", _folder);

    public async ValueTask DisposeAsync() => await Shell.Run("umount", "-l", _folder);

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "A disk that is full is a mounted one, and only root on Linux may mount: run the tests as root to include this one.";
        }

        var probe = Directory.CreateTempSubdirectory("shop-mount-").FullName;
        try
        {
            Mount(probe, "1m").GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return $"This machine lets nobody mount a small disk ({exception.Message}): run the tests where root may mount.";
        }
        finally
        {
            Directory.Delete(probe);
        }
    }
}
