using System.Text;

namespace Actors.TestKit.Specifications;

/// <summary>Shows two texts as one: lines of both, of the expected one alone (<c>-</c>), and of the actual one alone (<c>+</c>). Pure.</summary>
internal static class LineDifference
{
    /// <summary>The lines of both texts, in an order that both have.</summary>
    public static string Of(string expected, string actual)
    {
        var (left, right) = (Lines(expected), Lines(actual));
        var common = Common(left, right);
        var text = new StringBuilder();
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                text.Append("    ").Append(left[i++]).Append('\n');
                j++;
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                text.Append("  - ").Append(left[i++]).Append('\n');
            }
            else
            {
                text.Append("  + ").Append(right[j++]).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    /// <summary>How many lines the rests from two places on have in common, at most.</summary>
    private static int[,] Common(string[] left, string[] right)
    {
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
