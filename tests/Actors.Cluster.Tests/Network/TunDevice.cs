using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Actors.Cluster.Tests.Network;

/// <summary>
/// A network device whose other end is this process: packets that the kernel sends to it are read here, and what is written here
/// arrives in the kernel. It works from whichever namespace the device is moved to.
/// </summary>
internal sealed class TunDevice : IDisposable
{
    /// <summary>The largest packet, in bytes: large, so that this process has few to carry.</summary>
    public const int PacketMax = 16_000;

    private const nuint SetInterface = 0x400454ca;
    private const short TunWithoutHeader = 0x1001;
    private readonly SafeFileHandle _file;

    private TunDevice(SafeFileHandle file) => _file = file;

    /// <summary>Creates a device; it goes with its disposal, and with the process.</summary>
    /// <exception cref="Win32Exception">There is no right to.</exception>
    public static TunDevice Create(string name)
    {
        var file = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var request = new byte[40];
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), TunWithoutHeader);
        if (Control(file, SetInterface, request) < 0)
        {
            var error = new Win32Exception();
            file.Dispose();
            throw error;
        }

        return new TunDevice(file);
    }

    /// <summary>Waits for the next packet.</summary>
    /// <returns>Its length; 0 once the device is gone.</returns>
    public int Read(byte[] packet) => Math.Max(0, (int)Read(_file, packet, (nuint)packet.Length));

    /// <summary>Gives a packet to the kernel; what it does not take is lost, as on any network.</summary>
    public void Write(byte[] packet, int length) => _ = Write(_file, packet, (nuint)length);

    /// <summary>Removes the device, where it still is.</summary>
    public void Dispose() => _file.Dispose();

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(SafeFileHandle file, [Out] byte[] packet, nuint length);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(SafeFileHandle file, byte[] packet, nuint length);
}
