using Actors.TestKit.Simulation.Worlds;
using Xunit;

namespace Actors.Simulation.Tests;

/// <summary>The options of the program, its exit codes and what it prints.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void Seeds_that_pass_end_with_a_summary_and_code_0()
    {
        var (code, output, error) = Run("--seeds", "1..3");
        Assert.Equal(0, code);
        Assert.Contains("3 seeds passed in", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public void A_seed_that_fails_is_named_with_the_way_to_replay_it_and_code_1()
    {
        var (code, output, _) = Run("--seeds", "1..50", "--plant", "BlindRetry");
        Assert.Equal(1, code);
        Assert.Matches("replay it with: ./actors simulate --seed [0-9]+ --trace --plant BlindRetry", output);
    }

    [Fact]
    public void Fresh_seeds_are_printed()
    {
        var (code, output, _) = Run("--fresh", "3");
        Assert.Equal(0, code);
        Assert.Matches("^seeds [0-9]{6,}\\.\\.[0-9]{6,}\n", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_trace_tells_the_story_and_ends_with_its_hash()
    {
        var (code, output, _) = Run("--seed", "5", "--trace");
        Assert.Equal(0, code);
        Assert.Contains("claims shard", output, StringComparison.Ordinal);
        Assert.Matches("seed 5: passed, [0-9]+ steps, trace hash [0-9a-f]{16}\n$", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Help_is_printed_on_demand()
    {
        var (code, output, _) = Run("--help");
        Assert.Equal(0, code);
        Assert.All(Enum.GetNames<PlantedFault>().Where(n => n != "None"), n => Assert.Contains(n, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--seeds", "9..1")]
    [InlineData("--seeds", "many")]
    [InlineData("--seed")]
    [InlineData("--seed", "-1")]
    [InlineData("--fresh", "0")]
    [InlineData("--plant", "Nonsense")]
    [InlineData("--plant", "99")]
    [InlineData("--trace")]
    [InlineData("faster")]
    public void Wrong_options_are_refused_in_one_line_with_code_2(params string[] arguments)
    {
        var (code, output, error) = Run(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (CommandLine.Run(arguments, output, error), output.ToString(), error.ToString());
    }
}
