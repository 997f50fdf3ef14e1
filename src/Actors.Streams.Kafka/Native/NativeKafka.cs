using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Native;

/// <summary>
/// Finds librdkafka: the library that a package brought, else the system's. Takes effect when this assembly is first used, which must
/// be before the first use of a type of Confluent.Kafka; everything in this project sees to that by being in it.
/// </summary>
internal static class NativeKafka
{
    /// <summary>The name in import declarations, ours and Confluent's.</summary>
    public const string Library = "librdkafka";

    private const string SystemLibrary = "librdkafka.so.1";

#pragma warning disable CA2255 // Confluent.Kafka loads the library in its own initializers: nothing else runs early enough.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeKafka).Assembly, Resolve);
        NativeLibrary.SetDllImportResolver(typeof(ProducerConfig).Assembly, Resolve);
    }

    /// <summary>Loads the library, to fail early and readably.</summary>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public static void Require()
    {
        if (Resolve(Library, typeof(ProducerConfig).Assembly, null) == 0)
        {
            throw new DllNotFoundException("Kafka's client library librdkafka is missing; on Debian: apt-get install librdkafka1.");
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        return NativeLibrary.TryLoad(name, assembly, path, out var library) || NativeLibrary.TryLoad(SystemLibrary, out library) ? library : 0;
    }
}
