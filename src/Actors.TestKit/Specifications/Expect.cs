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
        {
            var difference = expected.Contains('\n', StringComparison.Ordinal) || actual.Contains('\n', StringComparison.Ordinal)
                ? $"\nDifference (- expected, + actual):\n{LineDifference.Of(expected, actual)}"
                : string.Empty;
            throw new XunitException($"{what}.\nExpected:\n{Indent(expected)}\nActual:\n{Indent(actual)}{difference}");
        }
    }

    private static string Indent(string text) =>
        text.Length == 0 ? "  (nothing)" : "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
