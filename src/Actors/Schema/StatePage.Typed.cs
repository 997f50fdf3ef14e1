using System.Runtime.CompilerServices;

namespace Actors.Schema;

/// <summary>States as they are: values stand in the array itself, and only classes are references.</summary>
internal sealed class StatePage<TState>(int length) : StatePage
{
    private readonly TState?[] _states = new TState?[length];

    public override int Length => _states.Length;

    public override object? this[int index]
    {
        get => _states[index];
        set => _states[index] = value is null ? default : (TState)value;
    }

    public override int Touch(int index) => Unsafe.As<TState?, byte>(ref _states[index]);
}
