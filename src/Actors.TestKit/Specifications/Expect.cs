using Xunit.Sdk;

namespace Actors.TestKit.Specifications;

/// <summary>Fails a test with both sides in full, which the assertions of xunit would cut short.</summary>
internal static class Expect
{
    public static void True(bool condition, string otherwise)
    {
        if (!condition)
            throw new XunitException(otherwise);
    }

    public static void Equal(string what, string expected, string actual)
    {
        if (expected != actual)
            throw new XunitException($"{what}.\nExpected:\n{Indent(expected)}\nActual:\n{Indent(actual)}");
    }

    private static string Indent(string text) =>
        text.Length == 0 ? "  (nothing)" : "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
